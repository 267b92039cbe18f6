/** Reads server-sent events from text as it comes, in pieces cut anywhere (WHATWG HTML, "Interpreting an event stream"). */

export type StreamEvent = { readonly id: string; readonly event: string; readonly data: string };

/** @returns a function that takes the next piece of text and gives the events that are complete by then. */
export const eventReader = (): ((piece: string) => readonly StreamEvent[]) => {
  let rest = '';
  let id = '';
  let event = '';
  let data: string[] = [];
  return (piece) => {
    const done: StreamEvent[] = [];
    // A carriage return at the very end may be half of a line break: it waits for the next piece.
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) done.push({ id, event: event || 'message', data: data.join('\n') });
        event = '';
        data = [];
        continue;
      }
      const colon = line.indexOf(':');
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'data') data.push(value);
      else if (field === 'event') event = value;
      else if (field === 'id') id = value;
    }
    return done;
  };
};
