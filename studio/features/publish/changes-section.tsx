/** What is new against the version that was published last. */

import { versionCalls } from '@sluice/api/versions';
import type { FlowDocument } from '@sluice/core/flow/document';
import { useMemo } from 'react';
import { useRead } from '../../connection/api.tsx';
import { differencesBetween, type Naming } from '../versions/difference.ts';
import { DifferencesFold } from '../versions/differences-fold.tsx';
import type { Publishing } from './consequence.ts';

export const ChangesSection = ({
  flowId,
  document,
  publishing: { latest, sameAsLatest },
  naming,
}: {
  readonly flowId: string;
  readonly document: FlowDocument;
  readonly publishing: Publishing;
  readonly naming: Naming;
}) => {
  const before = useRead(
    versionCalls.get,
    { params: { id: flowId, number: latest?.number ?? 1 } },
    { enabled: latest !== null && !sameAsLatest, staleTime: Number.POSITIVE_INFINITY },
  );
  // What the API answers for a version is the document that was published.
  const published = before.data?.body.document as FlowDocument | undefined;
  const differences = useMemo(
    () => (published ? differencesBetween(published, document, naming) : []),
    [published, document, naming],
  );
  if (latest === null) {
    return (
      <section>
        <h3>What is new</h3>
        <p className="muted">Everything: this is the first version.</p>
      </section>
    );
  }
  const name =
    latest.label === null ? `version ${latest.number}` : `version ${latest.number} (${latest.label})`;
  return (
    <section>
      <h3>What is new against {name}</h3>
      {sameAsLatest || (published && differences.length === 0) ? (
        <p className="muted">Nothing. Publishing makes another version of the same flow.</p>
      ) : (
        published && <DifferencesFold differences={differences} />
      )}
    </section>
  );
};
