import { describe, expect, test } from 'vitest';
import { ran } from './fake.ts';
import { verbNames } from './verbs.ts';

describe('the command line', () => {
  test('lists every verb', async () => {
    for (const flag of ['--help', '-h', 'help']) {
      const { code, out, err } = await ran([flag]);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      for (const name of verbNames) expect(out).toContain(`\n  sluice ${name}`);
    }
  });

  test.each(verbNames)('sluice %s --help says how it is used', async (name) => {
    for (const flag of ['--help', '-h']) {
      const { code, out, err } = await ran([name, flag]);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out.startsWith(`usage: sluice ${name}`)).toBe(true);
    }
  });

  test('--help after -- is an argument like any other', async () => {
    const { code, out } = await ran(['draw', '--', '--help'], { input: 'ann' });
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^\d+\n$/) });
  });

  test('knows its version', async () => {
    expect(await ran(['--version'])).toEqual({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      err: '',
    });
  });

  test.each([
    ['no verb', [], 'usage VERB: A verb is missing.\n'],
    ['an unknown verb', ['publish'], 'usage publish: There is no such verb.\n'],
    ['a name that every object has', ['constructor'], 'usage constructor: There is no such verb.\n'],
  ])('wrong usage: %s', async (_, argv, says) => {
    const { code, out, err } = await ran(argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.startsWith(says)).toBe(true);
    expect(err).toContain('usage: sluice VERB');
  });

  test('import is named, and not there yet', async () => {
    const { code, out, err } = await ran(['import', 'bot.json', 'other.json', '--from', 'typebot']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('usage import: Importing is not in this version.');
  });

  test('start takes no arguments', async () => {
    const { code, err } = await ran(['start', '4400']);
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('usage 4400: ') });
  });
});
