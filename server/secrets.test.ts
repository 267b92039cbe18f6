import { portableMac } from '@sluice/platforms/website/visitor-token';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeMac } from './secrets.ts';

describe("the server's signatures", () => {
  it('are those of the platform, to the letter', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 64 }),
        fc.string({ unit: 'binary' }),
        (secret, text) => {
          expect(nodeMac(secret)(text)).toBe(portableMac(secret)(text));
        },
      ),
      { seed: 7 },
    );
  });
});
