/** What the features share: made once by the composition root, handed to each of them. */
import type { Clock } from '@sluice/core/instant';
import type { BlockLibrary } from '@sluice/core/interpreter/block';
import type { Platform } from '@sluice/platforms/platform';
import type { FastifyBaseLogger } from 'fastify';
import type { Config } from './config.ts';
import type { Db } from './db/database.ts';
import type { Notices } from './db/notices.ts';
import type { Passwords } from './features/accounts/passwords.ts';
import type { Plans } from './features/deployments/plans.ts';
import type { Mailer } from './mailer.ts';
import type { Random } from './random.ts';
import type { SecretBox } from './secrets.ts';
import type { Tracing } from './tracing.ts';

export type Services = {
  readonly config: Config;
  readonly db: Db;
  /** What the nodes on this database tell each other. */
  readonly notices: Notices;
  readonly clock: Clock;
  readonly random: Random;
  readonly secrets: SecretBox;
  readonly passwords: Passwords;
  /** Null: no SMTP; links are shown to owners instead. */
  readonly mailer: Mailer | null;
  /** Where browsers reach us, for links: PUBLIC_URL, else the address it listens on. Never what a request claims. */
  readonly address: () => string;
  readonly log: FastifyBaseLogger;
  readonly tracing: Tracing;
  readonly library: BlockLibrary;
  readonly platforms: ReadonlyMap<string, Platform>;
  /** Channels with their deployments, compiled, in memory. */
  readonly plans: Plans;
};
