/** A channel's row as the API answers it: no secret, only which ones are set. */
import type { Selectable } from 'kysely';
import type { Tables } from '../../db/tables.ts';
import type { SecretBox } from '../../secrets.ts';
import { secretsSet } from './settings.ts';

type Row = Selectable<Tables['channels']>;

export const channelAnswer = (
  box: SecretBox,
  row: Pick<Row, 'id' | 'key' | 'platform' | 'name' | 'settings' | 'secrets' | 'created_at'>,
) => ({
  id: row.id,
  key: row.key,
  platform: row.platform,
  name: row.name,
  settings: row.settings,
  secretsSet: secretsSet(box, row.id, row),
  createdAt: row.created_at.toISOString(),
});
export type ChannelAnswer = ReturnType<typeof channelAnswer>;
