import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../../widget/chat.ts';
import type { Host } from '../../widget/host.ts';
import { createListener } from '../../widget/listener.ts';
import { type Action, begin, reduce, type State } from '../../widget/store.ts';
import { createTransport } from '../../widget/transport.ts';
import { realPostgres } from '../fakes/database.ts';
import { newSeed, pause, size } from '../fakes/fault.ts';
import { soon } from '../fakes/nodes.ts';
import { freshDatabase } from '../fakes/postgres.ts';
import { each, sendTo } from '../fakes/site.ts';
import { PROCESS_KEY, type SluiceProcess, startSluice } from '../fakes/sluice-process.ts';
import { type Deployed, deploy } from '../fakes/talk.ts';

const WIDGETS = size(60, 500);
/** Beside other tests everything takes longer. */
const RESUME_MS = size(20_000, 10_000);
const BOT = { title: 'Bot', greeting: '', theme: {}, resumes: false };

/** Says hello and hands over: from then on everything comes by the stream. */
const HANDED_OFF = {
  schema: 1 as const,
  name: 'Handed off',
  start: { group: 'all' },
  groups: [
    {
      id: 'all',
      title: 'All',
      position: { x: 0, y: 0 },
      blocks: [
        { id: 'hello', type: 'message', markdown: 'Hello' },
        { id: 'human', type: 'handoff' },
      ],
    },
  ],
  edges: [],
  variables: [],
  triggers: [],
  settings: {},
};

let sluice: SluiceProcess;
let talking: Deployed;
let drop: () => Promise<void>;
/** The same after each restart, as behind one name. */
let port: string;
beforeAll(async () => {
  const fresh = await freshDatabase(realPostgres());
  drop = fresh.drop;
  sluice = await startSluice({
    DATABASE_URL: fresh.url,
    SLUICE_SECRET: randomBytes(24).toString('hex'),
    SLUICE_RATE_LIMITS: 'on',
  });
  ({ port } = new URL(sluice.url));
  talking = await deploy(
    sendTo(() => sluice.url),
    PROCESS_KEY,
    HANDED_OFF,
  );
});
afterAll(async () => {
  await sluice?.remove();
  await drop?.();
});

type Widget = {
  readonly id: string;
  state(): State;
  /** Whether its stream is open and has said something. */
  isConnected(): boolean;
  stop(): void;
};

/** What all widgets did since the last `forget`. */
const watch = () => {
  let asked: number[] = [];
  let delays: number[] = [];
  return {
    /** When each try to connect was made. */
    asked: () => asked,
    /** How long each first try after a break was put off. */
    delays: () => delays,
    tried: () => asked.push(performance.now()),
    putOff: (ms: number) => delays.push(ms),
    forget: () => {
      asked = [];
      delays = [];
    },
  };
};
type Watch = ReturnType<typeof watch>;

/** The widget without its page: its own store, transport, listener and back-off, on real time and a real network. */
const openWidget = async (watched: Watch, random: () => number): Promise<Widget> => {
  let connected = false;
  let isFirstTry = true;
  const transport = createTransport(`${sluice.url}/`, talking.channelKey, fetch);
  const opened = await transport.open({});
  if (!opened.ok || !opened.value.conversation) throw new Error('no bot');
  const { visitor, conversation } = opened.value;
  let state = reduce(begin(BOT, true), { type: 'began', view: conversation });
  const host: Host = {
    base: `${sluice.url}/`,
    key: talking.channelKey,
    token: () => visitor,
    keep: () => undefined,
    opening: () => ({ visitor }),
    emit: () => undefined,
  };
  const world: World = {
    now: () => Date.now(),
    random,
    after: (ms, then) => {
      // Longer than any back-off: the watch over a stream that says nothing.
      if (ms <= 30_000) {
        if (isFirstTry) watched.putOff(ms);
        isFirstTry = false;
      }
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
    newId: () => randomBytes(16).toString('hex'),
  };
  const listening: typeof transport = {
    ...transport,
    listen: async (id, token, last, signal, heard) => {
      watched.tried();
      const status = await transport.listen(id, token, last, signal, (event) => {
        connected = true;
        isFirstTry = true;
        heard(event);
      });
      connected = false;
      return status;
    },
  };
  const listener = createListener(host, listening, world, {
    state: () => state,
    dispatch: (action: Action) => {
      state = reduce(state, action);
    },
    refused: () => undefined,
  });
  listener.check();
  return {
    id: conversation.id,
    state: () => state,
    isConnected: () => connected,
    stop: () => listener.stop(),
  };
};

/** The largest number of times within `ms` of one another. */
const mostWithin = (times: readonly number[], ms: number): number => {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.max(
    0,
    ...sorted.map((time, index) => {
      const after = sorted.findIndex((other) => other >= time + ms);
      return (after < 0 ? sorted.length : after) - index;
    }),
  );
};

describe(`WID-12: the server is killed and started again while ${WIDGETS} widgets listen`, () => {
  it('they come back spread out, in time, and none has missed or repeated a word', async () => {
    const seed = newSeed();
    const watched = watch();
    const widgets = await each(Array.from({ length: WIDGETS }), () => openWidget(watched, seed.random), 16);
    const allConnected = () => widgets.every((widget) => widget.isConnected());
    await soon(allConnected, 60_000);
    const say = (markdown: string) =>
      each(widgets, ({ id }) => talking.api('POST', `/conversations/${id}/reply`, { markdown }), 16);

    await say('before');
    watched.forget();
    // In the middle of saying more: what was acknowledged must arrive, told to the streams or not.
    const saying = Promise.all(
      widgets.map(({ id }) =>
        talking.api('POST', `/conversations/${id}/reply`, { markdown: 'during' }).then(
          () => id,
          () => null,
        ),
      ),
    );
    await pause(20);
    await sluice.kill9();
    const killed = performance.now();
    const heardDuring = new Set(await saying);
    await sluice.restart({ PORT: port });
    const ready = performance.now();
    const afterwards = say('after');
    const resumedMs = await soon(allConnected, 60_000);
    await afterwards;
    await soon(() => widgets.every(({ state }) => state().entries.at(-1)?.markdown === 'after'), 10_000);

    const delays = watched.delays();
    // The first tries are put off by half a second to two: evenly, each tenth of a second would get a fifteenth of them.
    const evenly = WIDGETS / 15;
    const densest = mostWithin(delays, 100);
    const reached = watched.asked().filter((time) => time >= ready);
    console.log(
      `down for ${Math.round(ready - killed)} ms; ${WIDGETS} widgets back ${Math.round(resumedMs)} ms later; ` +
        `at most ${densest} first tries within 100 ms (evenly: ${evenly.toFixed(0)}), ` +
        `${mostWithin(reached, 1_000)} within a second that reached the server`,
    );
    expect(resumedMs, 'all are back').toBeLessThanOrEqual(RESUME_MS);
    expect(delays.length).toBeGreaterThanOrEqual(WIDGETS);
    expect(densest, `${seed.why}: no herd`).toBeLessThanOrEqual(Math.max(2 * evenly, evenly + 12));
    for (const { id, state } of widgets) {
      const said = state().entries.map(({ markdown }) => markdown);
      // A reply that was cut off may have been stored all the same; then it is not lost either.
      const during = heardDuring.has(id) || said.includes('during') ? ['during'] : [];
      expect(said, seed.why).toEqual(['Hello', 'before', ...during, 'after']);
      const { messages } = await talking.api('GET', `/conversations/${id}`);
      expect(messages.map(({ markdown }) => markdown)).toEqual(said);
    }
    for (const widget of widgets) widget.stop();
  });
});
