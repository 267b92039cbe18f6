/** A visitor's browser on a website channel: opens, writes, keeps the newest token as the widget does. */
import { createHmac } from 'node:crypto';
import { expect } from 'vitest';
import type { FakeSluice } from './sluice.ts';

/** As a customer's server would sign it: HS256 with the channel's secret. */
export const signIdentity = (
  secret: string,
  claims: { readonly sub: string; readonly exp: number; readonly [claim: string]: unknown },
): string => {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
};

export type FakeVisitor = {
  /** The open (or a new) conversation's id; null when the decision is no bot. */
  open(opening?: Readonly<Record<string, unknown>>): Promise<string | null>;
  say(
    text: string,
  ): Promise<{ readonly status: string; readonly messages: readonly { markdown?: string }[] }>;
  /** The status of whatever this visitor's token is answered with when they write once more. */
  tries(text: string): Promise<number>;
};

export const fakeVisitor = ({ app }: Pick<FakeSluice, 'app'>, channelKey: string): FakeVisitor => {
  let visitor: string | undefined;
  let conversation: string | null = null;
  let sent = 0;
  const write = (text: string) => {
    sent += 1;
    return app.inject({
      method: 'POST',
      url: `/website/${channelKey}/conversations/${conversation}/messages`,
      headers: { authorization: `Bearer ${visitor}` },
      payload: { id: `message-${sent}`, text },
    });
  };
  return {
    open: async (opening = {}) => {
      const response = await app.inject({
        method: 'POST',
        url: `/website/${channelKey}/conversations`,
        payload: { ...(visitor === undefined ? {} : { visitor }), ...opening },
      });
      expect(response.statusCode, response.body).toBe(200);
      const answer = response.json();
      visitor = answer.visitor;
      conversation = answer.conversation?.id ?? null;
      return conversation;
    },
    say: async (text) => {
      const response = await write(text);
      expect(response.statusCode, response.body).toBe(200);
      return response.json();
    },
    tries: async (text) => (await write(text)).statusCode,
  };
};
