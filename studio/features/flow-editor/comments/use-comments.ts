/** The comments of a flow, asked again now and then, and how many are open where. */
import { commentCalls } from '@sluice/api/comments';
import { useMemo } from 'react';
import { useRead } from '../../../connection/api.tsx';
import type { Out } from '../../../connection/call.ts';

export type Comment = Out<(typeof commentCalls)['list']['answer']>['items'][number];

const EVERY_MS = 20_000;

export const useComments = (flowId: string) => {
  const read = useRead(commentCalls.list, { params: { id: flowId } }, { refetchInterval: EVERY_MS });
  const comments = read.data?.body.items;
  /** By id of block or group. */
  const open = useMemo(() => {
    const counts = new Map<string, number>();
    for (const { block, group, resolvedAt } of comments ?? []) {
      const about = block ?? group;
      if (about !== null && resolvedAt === null) counts.set(about, (counts.get(about) ?? 0) + 1);
    }
    return counts;
  }, [comments]);
  return { comments: comments ?? [], open, error: read.error };
};
