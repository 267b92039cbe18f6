/** Two processes of Sluice on one PostgreSQL: the first speaks to it through a gate, the second directly. */
import { randomBytes } from 'node:crypto';
import { realPostgres } from './database.ts';
import { type Gate, startGate } from './gate.ts';
import { freshDatabase } from './postgres.ts';
import { type Send, sendTo, type Visitor, visitorOf } from './site.ts';
import { PROCESS_KEY, type SluiceProcess, startSluice } from './sluice-process.ts';
import { type Deployed, deploy, talk } from './talk.ts';

export type Pair = {
  readonly first: SluiceProcess;
  readonly second: SluiceProcess;
  readonly gate: Gate;
  readonly toFirst: Send;
  readonly toSecond: Send;
  /** A flow that asks so many questions, deployed to everyone. */
  readonly talking: Deployed;
  close(): Promise<void>;
};

export const startPair = async (name: string, questions: number): Promise<Pair> => {
  const fresh = await freshDatabase(realPostgres());
  const gate = await startGate(fresh.url);
  const shared = { SLUICE_SECRET: randomBytes(24).toString('hex'), DATABASE_POOL_SIZE: '25' };
  const [first, second] = await Promise.all([
    startSluice({ ...shared, DATABASE_URL: gate.url }),
    startSluice({ ...shared, DATABASE_URL: fresh.url }),
  ]);
  const toFirst = sendTo(() => first.url);
  const toSecond = sendTo(() => second.url);
  return {
    first,
    second,
    gate,
    toFirst,
    toSecond,
    talking: await deploy(toSecond, PROCESS_KEY, talk(name, questions)),
    close: async () => {
      await Promise.all([first.remove(), second.remove()]);
      await gate.close();
      await fresh.drop();
    },
  };
};

/** One browser that may be answered by either process. */
export type Guest = { readonly here: Visitor; readonly there: Visitor; id: string };

/** Somebody whom the first process knows, and who has not begun to talk. */
export const guestOf = async ({ toFirst, toSecond, talking }: Pair): Promise<Guest> => {
  const here = visitorOf(toFirst, talking.channelKey);
  await here.visit();
  const there = visitorOf(toSecond, talking.channelKey);
  there.token = here.token;
  return { here, there, id: '' };
};

/** Begins to talk, on the first process. */
export const beginTalk = async (guest: Guest): Promise<void> => {
  guest.id = (await guest.here.open())?.id ?? '';
  guest.there.token = guest.here.token;
};

/** As the widget does: the same message again until it is answered. */
export const insist = async (visitor: Visitor, id: string, text: string): Promise<unknown> => {
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await visitor.message(id, { id: `m-${text}`, text }).catch(() => null);
    if (answer?.status === 200) return answer.body;
    await new Promise((again) => setTimeout(again, 50));
  }
  throw new Error(`"${text}" was never answered`);
};
