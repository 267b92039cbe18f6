/** Breaks text into lines of a terminal, at spaces; words that are longer stand alone. */

/** Lines of at most `columns` characters (never fewer than 20); the text's own line breaks and indents stay. */
export const wrapped = (text: string, columns: number): readonly string[] => {
  const width = Math.max(20, columns);
  return text.split('\n').flatMap((line) => {
    const indent = /^\s*/.exec(line)?.[0] ?? '';
    const lines: string[] = [];
    let current = '';
    for (const word of line.slice(indent.length).split(' ')) {
      if (current === '') current = indent + word;
      else if (current.length + 1 + word.length <= width) current += ` ${word}`;
      else {
        lines.push(current);
        current = indent + word;
      }
    }
    return [...lines, current];
  });
};
