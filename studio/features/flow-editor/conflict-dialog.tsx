/** Somebody saved a newer draft while this one was edited: what differs, and which of the two stays. */
import { Button, Collapse, Modal } from '@mantine/core';
import { flowCalls } from '@sluice/api/flows';
import type { FlowDocument } from '@sluice/core/flow/document';
import { useMemo, useState } from 'react';
import { useRead } from '../../connection/api.tsx';
import { problemsOf } from '../../connection/refusal.ts';
import { Notice } from '../../ui/notice.tsx';
import { When } from '../../ui/when.tsx';
import { differencesBetween, summaryOf } from '../versions/difference.ts';
import { DifferenceList } from '../versions/difference-list.tsx';
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
  const [open, setOpen] = useState(false);
  const theirs = newest.data;
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
            <p className="muted">
              {differences.length === 0
                ? 'The two do not differ in what they do.'
                : `Yours against theirs: ${summaryOf(differences)}.`}{' '}
              {differences.length > 0 && (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  color="link"
                  aria-expanded={open}
                  onClick={() => setOpen(!open)}
                >
                  {open ? 'Hide the differences' : 'See the differences'}
                </Button>
              )}
            </p>
            <Collapse expanded={open}>
              <DifferenceList differences={differences} />
            </Collapse>
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
