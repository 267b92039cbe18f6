/** (e) What the studio loads first, and how its canvas carries a thousand groups beside plain React Flow. */
import { launchBrowser } from '../test/fakes/browser.ts';
import { type Contender, type Round, servePage } from './canvas/measured-canvas.ts';
import { median } from './rounds.ts';
import { type Aim, count, type Section, type Table, times } from './section.ts';
import { type StudioWeight, studioWeight } from './studio-weight.ts';

const ROUNDS = 7;
const FIRST_LOAD = 350 * 1024;
const MOUNT_MS = 1_200;
const FRAME_MS = 20;
/** Smaller chunks are many and say little. */
const LISTED = 10 * 1024;

type Rounds = { readonly [on in Contender]: readonly Round[] };

const measured = async (): Promise<Rounds> => {
  const page = await servePage();
  const browser = await launchBrowser();
  const rounds: { [on in Contender]: Round[] } = { own: [], plain: [] };
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const on of round % 2 === 0 ? (['own', 'plain'] as const) : (['plain', 'own'] as const)) {
        const took = await page.round(browser, on);
        if (round > 0) rounds[on].push(took); // the first one warms the machine up
      }
    }
    return rounds;
  } finally {
    await browser.close();
    await page.end();
  }
};

type Read = (round: Round) => number;

const middle = (rounds: readonly Round[], read: Read): number => median(rounds.map(read));

const canvasTable = ({ own, plain }: Rounds): Table => {
  const row = (name: string, read: Read): readonly string[] => {
    const [ours, theirs] = [middle(own, read), middle(plain, read)];
    return [name, count(ours), count(theirs), times(theirs / ours)];
  };
  return {
    head: ['1,000 groups, ms (median)', 'Sluice', 'React Flow', 'against Sluice'],
    rows: [
      row('mount, by the clock', ({ mount }) => mount.clock),
      row('mount, main thread', ({ mount }) => mount.thread),
      row('mount, all threads', ({ mount }) => mount.renderer),
      row('from all to life size, by the clock', ({ approach }) => approach.clock),
      row('from all to life size, main thread', ({ approach }) => approach.thread),
      row('pan at zoom 1, a frame, 95th percentile', ({ pan }) => pan.p95),
      row('pan at zoom 1, a frame, main thread', ({ pan }) => pan.thread),
      row('pan at zoom 1, a frame, all threads', ({ pan }) => pan.renderer),
      row('fit view, by the clock', ({ fitAll }) => fitAll.clock),
      row('fit view, main thread', ({ fitAll }) => fitAll.thread),
      row('fit view, all threads', ({ fitAll }) => fitAll.renderer),
    ],
  };
};

const aimsOf = ({ pages }: StudioWeight, { own, plain }: Rounds): readonly Aim[] => {
  const first = pages[0]?.code ?? Number.NaN;
  const mount = middle(own, (round) => round.mount.clock);
  const frame = middle(own, ({ pan }) => pan.p95);
  const fit: Read = ({ fitAll }) => fitAll.renderer;
  const share = middle(own, fit) / middle(plain, fit);
  return [
    {
      aim: 'first load at most 350 KB',
      measured: `${count(first / 1024)} KB`,
      met: first <= FIRST_LOAD,
    },
    { aim: 'mount in at most 1.2 s', measured: `${count(mount)} ms`, met: mount <= MOUNT_MS },
    {
      aim: 'a frame of a pan at most 20 ms (95th percentile)',
      measured: `${count(frame)} ms`,
      met: frame <= FRAME_MS,
    },
    {
      aim: 'fit view at most 1/2 of plain React Flow (processor time)',
      measured: times(share),
      met: share <= 1 / 2,
    },
  ];
};

export const studio: Section = {
  name: 'studio',
  run: async () => {
    const weight = await studioWeight();
    const rounds = await measured();
    return {
      title: 'The studio',
      how: [
        'Bytes that Chromium with an empty cache loads for a page of the built studio from the real server, gzipped as they are sent: the page, scripts and styles; fonts apart, answers of the API not counted. Parts of 10 KB and more that the first page leaves for later are listed.',
        `A thousand groups: those of the example flow over and over, 40 in a row, chained by edges. A page built for it shows them on the studio’s canvas, or on React Flow as it comes with nodes of the same words and sizes (only its least zoom is lowered, or they would never fit). Headless Chromium without a graphics card, 1440 × 900, a fresh page for each of ${ROUNDS} interleaved rounds, medians.`,
        'Mount shows all of them; the pan drags the ground by 20 pixels a frame for 120 frames; fit view goes from life size to all of them in a motion of 200 ms, in which React Flow shows fewer frames. By the clock, what else runs on the machine counts; main thread and all threads are processor time of the renderer.',
      ],
      tables: [
        {
          head: ['page', 'KB of page, scripts and styles, gzip', 'KB of fonts'],
          rows: weight.pages.map(({ name, code, fonts }) => [name, count(code / 1024), count(fonts / 1024)]),
        },
        {
          head: ['loaded when it is needed', 'KB, gzip'],
          rows: weight.lazy
            .filter(({ bytes }) => bytes >= LISTED)
            .map(({ name, bytes }) => [name, count(bytes / 1024)]),
        },
        canvasTable(rounds),
      ],
      aims: aimsOf(weight, rounds),
    };
  },
};
