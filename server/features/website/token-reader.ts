/** Reads visitor tokens, and remembers what it read: a visitor sends the same token with every message. */
import { boundedCache } from '@sluice/core/interpreter/bounded-cache';
import type { Result } from '@sluice/core/problem';
import { readToken, type TokenKey, type VisitorToken } from '@sluice/platforms/website/visitor-token';

/** Of tokens and of what was none: whoever sends much nonsense only makes the others be read again. */
const REMEMBERED = 2_000;

export type TokenReader = (channel: string, token: string) => Result<VisitorToken>;

/** What a token says under one key never changes, so nothing remembered is ever out of date. */
export const tokenReader = (key: TokenKey): TokenReader => {
  // A token holds no line break: the last one is ours, whatever the channel is called.
  const read = boundedCache(REMEMBERED, (line) => {
    const end = line.lastIndexOf('\n');
    return readToken(line.slice(end + 1), { keys: [key], channel: line.slice(0, end) });
  });
  return (channel, token) => read(`${channel}\n${token}`);
};
