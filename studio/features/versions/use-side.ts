/** One side of a comparison: the draft, or a version by its number. */
import { flowCalls } from '@sluice/api/flows';
import { versionCalls } from '@sluice/api/versions';
import type { FlowDocument } from '@sluice/core/flow/document';
import type { Problem } from '@sluice/core/problem';
import { useRead } from '../../connection/api.tsx';
import { problemsOf } from '../../connection/refusal.ts';

export const DRAFT = 'draft';

export type Side = { readonly document: FlowDocument | null; readonly problems: readonly Problem[] };

/** `side` is DRAFT or a number as text. */
export const useSide = (flow: string, side: string): Side => {
  const isDraft = side === DRAFT;
  const draft = useRead(flowCalls.get, { params: { id: flow } }, { enabled: isDraft });
  const version = useRead(
    versionCalls.get,
    { params: { id: flow, number: isDraft ? 1 : Number(side) } },
    { enabled: !isDraft, staleTime: Number.POSITIVE_INFINITY },
  );
  const error = isDraft ? draft.error : version.error;
  // What the API answers is the document that was saved or published.
  const document = (isDraft ? draft.data?.body.draft : version.data?.body.document) as
    | FlowDocument
    | undefined;
  return { document: document ?? null, problems: error === null ? [] : problemsOf(error) };
};
