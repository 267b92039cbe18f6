import { describe, expect, it } from 'vitest';
import { gathered } from './gathered.ts';

type Batch = {
  readonly items: readonly string[];
  finish(done: readonly (string | undefined)[]): void;
  fail(error: Error): void;
};

/** A database that answers when it is told to. */
const slow = () => {
  const batches: Batch[] = [];
  const carry = gathered<string, string>(
    (items) =>
      new Promise((resolve, reject) => {
        batches.push({ items, finish: resolve, fail: reject });
      }),
  );
  return { batches, carry };
};

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

const upper = ({ items, finish }: Batch): void => finish(items.map((item) => item.toUpperCase()));

const settled = async (calls: readonly Promise<string>[]): Promise<readonly string[]> =>
  (await Promise.allSettled(calls)).map((each) =>
    each.status === 'fulfilled' ? each.value : String(each.reason),
  );

describe('calls that are gathered', () => {
  it('go at once while there is room; those that come meanwhile go together, each with its own answer', async () => {
    const { batches, carry } = slow();
    const calls: Promise<string>[] = [];
    for (const item of ['a', 'b', 'c', 'd']) {
      calls.push(carry(item));
      await turn();
    }
    expect(batches.map(({ items }) => items)).toEqual([['a'], ['b']]);
    for (const batch of batches.splice(0)) upper(batch);
    await turn();
    expect(batches.map(({ items }) => items)).toEqual([['c', 'd']]);
    for (const batch of batches) upper(batch);
    expect(await settled(calls)).toEqual(['A', 'B', 'C', 'D']);
  });

  it('that came in the same moment go together, 32 at most', async () => {
    const { batches, carry } = slow();
    const calls = Array.from({ length: 40 }, (_, n) => carry(`n${n}`));
    await turn();
    expect(batches.map(({ items }) => items.length)).toEqual([32, 8]);
    for (const batch of batches) upper(batch);
    expect(await settled(calls)).toHaveLength(40);
  });

  it('keep their failures to themselves: what failed together is done one by one', async () => {
    const { batches, carry } = slow();
    const calls = ['good', 'bad'].map(carry);
    await turn();
    batches.pop()?.fail(new Error('one of you is bad'));
    await turn();
    expect(batches.map(({ items }) => items)).toEqual([['good'], ['bad']]);
    for (const batch of batches) {
      if (batch.items[0] === 'bad') batch.fail(new Error('it is me'));
      else upper(batch);
    }
    expect(await settled(calls)).toEqual(['GOOD', 'Error: it is me']);
  });

  it('are done alone when they could not be done with the others', async () => {
    const { batches, carry } = slow();
    const calls = ['free', 'locked'].map(carry);
    await turn();
    batches.pop()?.finish(['FREE', undefined]);
    await turn();
    expect(batches.map(({ items }) => items)).toEqual([['locked']]);
    for (const batch of batches) upper(batch);
    expect(await settled(calls)).toEqual(['FREE', 'LOCKED']);
  });

  it('fail all at once when the database is out of reach, and the next ones are tried afresh', async () => {
    const { batches, carry } = slow();
    const calls = ['a', 'b'].map(carry);
    await turn();
    batches.pop()?.fail(new Error('Connection terminated unexpectedly'));
    expect(await settled(calls)).toEqual(Array(2).fill('Error: Connection terminated unexpectedly'));
    const next = carry('c');
    await turn();
    for (const batch of batches) upper(batch);
    expect(await next).toBe('C');
  });
});
