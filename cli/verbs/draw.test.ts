import { existsSync, readFileSync } from 'node:fs';
import { drawNumber } from '@sluice/core/rollout/draw';
import { describe, expect, test } from 'vitest';
import { ran } from '../fake.ts';

type Vector = {
  readonly seed: string;
  readonly personKey: string;
  readonly u32: number;
  readonly in?: { readonly [basisPoints: string]: boolean };
};

const vectorsIn = (path: string): readonly Vector[] => {
  const file = new URL(path, import.meta.url);
  if (!existsSync(file)) {
    console.log(`sluice draw: ${path} is absent, only our own vectors are checked`);
    return [];
  }
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly values: readonly Vector[] }).values;
};
const vectors = [
  ...vectorsIn('../../examples/vectors/draw.json'),
  ...vectorsIn('../../../shared/vectors/draw.json'),
].filter(({ personKey }) => personKey !== '' && !/[\n\r]/.test(personKey));

describe('sluice draw', () => {
  test('there are vectors', () => expect(vectors.length).toBeGreaterThan(20));

  test.each(vectors)('$seed, $personKey is $u32', async (vector) => {
    const { out } = await ran(['draw', '--', vector.seed], { input: `${vector.personKey}\n` });
    expect(out).toBe(`${vector.u32}\n`);
    for (const [share, isIn] of Object.entries(vector.in ?? {})) {
      const given = await ran(['draw', '--share', String(Number(share) / 100), '--', vector.seed], {
        input: vector.personKey,
      });
      expect(given.out).toBe(`${vector.u32} ${isIn ? 'in' : 'out'}\n`);
    }
  });

  test('answers one line a key, whatever the chunks, the line ends and the last line’s end are', async () => {
    const whole = await ran(['draw', 'seed'], { input: 'ann\nZoë\nben\n' });
    expect(whole).toMatchObject({ code: 0, err: '' });
    expect(whole.out).toBe(`${['ann', 'Zoë', 'ben'].map((key) => drawNumber('seed', key)).join('\n')}\n`);
    const bytes = Buffer.from('\u{FEFF}ann\r\nZoë\r\n\r\nben');
    const single = Array.from(bytes, (byte) => Uint8Array.of(byte));
    expect((await ran(['draw', 'seed'], { input: single })).out).toBe(whole.out);
  });

  test('takes keys as they stand, spaces included', async () => {
    const { out } = await ran(['draw', 'seed'], { input: ' ann \n \n' });
    expect(out).toBe(`${drawNumber('seed', ' ann ')}\n${drawNumber('seed', ' ')}\n`);
  });

  test('says nothing of no people', async () => {
    expect(await ran(['draw', 'seed'], { input: '' })).toEqual({ code: 0, out: '', err: '' });
  });

  test('refuses what is not UTF-8 with its line, and keeps the answers before it', async () => {
    const input = [Buffer.from('ann\n'), Uint8Array.of(0x62, 0xff, 0x0a), Buffer.from('ben\n')];
    const joined = await ran(['draw', 'seed'], { input: [Buffer.concat(input)] });
    expect(joined).toMatchObject({ code: 1, out: `${drawNumber('seed', 'ann')}\n` });
    expect(joined.err).toBe('not-utf8 line 2: This line is not UTF-8. (Convert the input to UTF-8.)\n');
    expect(await ran(['draw', 'seed'], { input })).toEqual(joined);
  });

  test('refuses a line without end', async () => {
    const endless = Array.from({ length: 70 }, () => 'x'.repeat(65_536));
    const { code, err } = await ran(['draw', 'seed'], { input: endless });
    expect({ code, err }).toEqual({ code: 1, err: 'line-too-long line 1: This line is longer than 4 MB.\n' });
  });

  test('stops when nobody reads any more', async () => {
    let asked = 0;
    const input = (function* () {
      for (;;) {
        asked += 1;
        yield 'ann\n';
      }
    })();
    const { code, out } = await ran(['draw', 'seed'], { input, reads: 2 });
    expect({ code, lines: out.split('\n').length - 1, asked }).toEqual({ code: 0, lines: 2, asked: 3 });
  });

  test.each([
    [['draw'], 'usage SEED: SEED is missing.'],
    [['draw', 'seed', 'more'], 'usage more: This argument is one too many.'],
    [['draw', 'seed', '--shares', '5'], 'usage --shares: There is no such option here.'],
    [['draw', 'seed', '--share'], 'usage --share: This option needs a value.'],
    ...['101', '-1', '5.001', '1e1', '25%', '', ' 5', 'half'].map((share): [string[], string] => [
      ['draw', 'seed', `--share=${share}`],
      'usage --share: The share must be a number from 0 to 100, in steps of 0.01.',
    ]),
  ])('wrong usage: %j', async (argv, says) => {
    const { code, out, err } = await ran(argv, { input: 'ann\n' });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(says);
    expect(err).toContain('usage: sluice draw SEED [--share PERCENT]');
  });
});
