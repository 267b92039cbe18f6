/** Somebody who sends the same message again until it is answered, and takes nothing but a calm refusal meanwhile. */
import { expect } from 'vitest';
import type { TurnBody } from './answer-types.ts';
import { pause } from './fault.ts';
import type { Answer, Opened, Shop } from './shop.ts';

export type Insistent = {
  insist(opened: Opened, text: string): Promise<Answer<TurnBody>>;
  /** How long the slowest single call took, in milliseconds. */
  slowest(): number;
  /** How often it was refused. */
  refused(): number;
};

export const insistent = (shop: Pick<Shop, 'say'>, forMs = 120_000): Insistent => {
  let slowest = 0;
  let refused = 0;
  return {
    insist: async (opened, text) => {
      const end = performance.now() + forMs;
      while (performance.now() < end) {
        const since = performance.now();
        const answer = await shop.say(opened, { id: `m-${text}`, text });
        slowest = Math.max(slowest, performance.now() - since);
        if (answer.status === 200) return answer;
        expect(answer.status, `a calm refusal, not a bug: ${JSON.stringify(answer.body)}`).toBe(503);
        refused += 1;
        await pause(50);
      }
      throw new Error(`"${text}" was never answered`);
    },
    slowest: () => slowest,
    refused: () => refused,
  };
};
