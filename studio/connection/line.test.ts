import { onlineManager } from '@tanstack/react-query';
import { afterEach, describe, expect, it } from 'vitest';
import { lineLost } from './line.ts';

afterEach(() => onlineManager.setOnline(true));

/** A server that is there again at the given question, and the pauses before each. */
const serverBackAt = (question: number) => {
  const pauses: number[] = [];
  const waiting: (() => void)[] = [];
  let asked = 0;
  return {
    pauses,
    isThere: async () => {
      asked += 1;
      return asked >= question;
    },
    after: (pause: number, work: () => void) => {
      pauses.push(pause);
      waiting.push(work);
    },
    elapse: async () => {
      await waiting.shift()?.();
    },
  };
};

describe('a lost line', () => {
  it('is asked for again, ever less often, until the server is there', async () => {
    const server = serverBackAt(6);
    lineLost(server);
    for (let pause = 0; pause < 5; pause += 1) await server.elapse();
    expect(onlineManager.isOnline()).toBe(false);
    await server.elapse();
    expect(onlineManager.isOnline()).toBe(true);
    expect(server.pauses).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  });

  it('is asked for once, however many calls met it', () => {
    const server = serverBackAt(1);
    lineLost(server);
    lineLost(server);
    expect(server.pauses).toHaveLength(1);
  });

  it('is not asked for any more once the browser says it is back', async () => {
    const server = serverBackAt(9);
    lineLost(server);
    onlineManager.setOnline(true);
    await server.elapse();
    expect(server.pauses).toHaveLength(1);
  });
});
