/** Somebody saved a newer draft while this one was edited: what differs, and which of the two stays. */
import { Button, Modal } from '@mantine/core';
import { flowCalls } from '@sluice/api/flows';
import type { FlowDocument } from '@sluice/core/flow/document';
import { useMemo } from 'react';
import { useRead } from '../../connection/api.tsx';
import { problemsOf } from '../../connection/refusal.ts';
import { Notice } from '../../ui/notice.tsx';
import { When } from '../../ui/when.tsx';
import { differencesBetween } from '../versions/difference.ts';
import { DifferencesFold } from '../versions/differences-fold.tsx';
import { naming } from '../versions/naming.ts';
import classes from './conflict-dialog.module.css';

export const ConflictDialog = ({
  flowId,
  document,
  onTheirs,
  onMine,
}: {
  readonly flowId: string;
  /** What is here. */
  readonly document: FlowDocument;
  readonly onTheirs: (document: FlowDocument, revision: string) => void;
  readonly onMine: (document: FlowDocument, revision: string) => void;
}) => {
  // What was read before is what this is a conflict with: asked anew.
  const newest = useRead(flowCalls.get, { params: { id: flowId } }, { staleTime: 0, refetchInterval: 5_000 });
  const theirs = newest.isFetchedAfterMount ? newest.data : undefined;
  // What the API answers for a draft is a document that was saved.
  const saved = theirs?.body.draft as FlowDocument | undefined;
  const differences = useMemo(
    () => (saved ? differencesBetween(saved, document, naming) : []),
    [saved, document],
  );
  const revision = theirs?.revision;
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      size={560}
      title="Somebody saved a newer draft"
    >
      <div className={classes.body}>
        <Notice problems={newest.isError ? problemsOf(newest.error) : []} />
        {theirs && (
          <p>
            {theirs.body.draftSavedBy ?? 'Somebody'} saved a newer draft{' '}
            <When at={theirs.body.draftSavedAt} /> while you edited yours. Yours is not lost; choose which one
            stays.
          </p>
        )}
        {saved && (
          <>
            {differences.length === 0 ? (
              <p className="muted">The two do not differ in what they do.</p>
            ) : (
              <DifferencesFold lead="Yours against theirs: " differences={differences} />
            )}
            <div className={classes.actions}>
              <Button onClick={() => revision && onTheirs(saved, revision)}>Take theirs</Button>
              <Button variant="filled" onClick={() => revision && onMine(saved, revision)}>
                Keep mine
              </Button>
            </div>
          </>
        )}
      </div>
    </Modal>
  );
};
