/** Counts new draws, in and out, per deployment, share and day: in memory, flushed in batches. */

import { toIso } from '@sluice/core/instant';
import type { Draw } from '@sluice/core/rollout/draw';
import { isUnder } from '@sluice/core/rollout/draw';
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

export type DrawCounts = {
  /** Counts draws made for the first time; cheap, no write. */
  count(workspaceId: string, draws: readonly Draw[]): void;
  /** Writes what has gathered, in one statement; a failed flush keeps the counts for the next. */
  flush(): Promise<void>;
};

type Tally = {
  workspaceId: string;
  deploymentId: string;
  generation: number;
  share: number;
  day: string;
  drawnIn: number;
  drawnOut: number;
};

export const makeDrawCounts = (db: Db): DrawCounts => {
  let tallies = new Map<string, Tally>();
  const add = (into: Map<string, Tally>, more: Tally): void => {
    const key = [more.deploymentId, more.generation, more.share, more.day].join(' ');
    const held = into.get(key);
    if (held) {
      held.drawnIn += more.drawnIn;
      held.drawnOut += more.drawnOut;
    } else into.set(key, { ...more });
  };
  return {
    count: (workspaceId, draws) => {
      for (const draw of draws) {
        const isIn = isUnder(draw.u32, draw.share);
        add(tallies, {
          workspaceId,
          deploymentId: draw.deploymentId,
          generation: draw.generation,
          share: draw.share,
          day: toIso(draw.at).slice(0, 10),
          drawnIn: isIn ? 1 : 0,
          drawnOut: isIn ? 0 : 1,
        });
      }
    },
    flush: async () => {
      if (tallies.size === 0) return;
      const batch = tallies;
      tallies = new Map();
      const rows = [...batch.values()];
      try {
        await sql`
          insert into draw_counts (workspace_id, deployment_id, generation, share, day, drawn_in, drawn_out)
          values ${sql.join(rows.map((t) => sql`(${t.workspaceId}, ${t.deploymentId}, ${t.generation}, ${t.share}, ${t.day}::date, ${t.drawnIn}, ${t.drawnOut})`))}
          on conflict (workspace_id, deployment_id, generation, share, day) do update
          set drawn_in = draw_counts.drawn_in + excluded.drawn_in,
              drawn_out = draw_counts.drawn_out + excluded.drawn_out`.execute(db);
      } catch (error) {
        for (const row of rows) add(tallies, row);
        throw error;
      }
    },
  };
};
