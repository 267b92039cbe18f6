/** Keeps the draft of a flow saved while somebody edits it: soon after each change, again when the line is back. */
import { flowCalls } from '@sluice/api/flows';
import type { FlowDocument } from '@sluice/core/flow/document';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useConnection } from '../../connection/api.tsx';
import { call } from '../../connection/call.ts';
import * as drafts from '../../editor/draft.ts';
import { browserCopies, type CopyStore } from './local-copy.ts';

/** So long after the last change it is sent. */
const PAUSE_MS = 700;
/** So often a broken line is tried again. */
const RETRY_MS = 4_000;

export type DraftControls = {
  readonly draft: drafts.Draft;
  /** When the server took something last, by this browser's clock; null before. */
  readonly savedAt: number | null;
  /** The draft at this moment, also between two drawings of the page. */
  readonly current: () => drafts.Draft;
  readonly edit: (document: FlowDocument) => void;
  /** Sends now what is not saved; true when the server has everything. */
  readonly flush: () => Promise<boolean>;
  /** The session is back. */
  readonly resume: () => void;
  readonly takeTheirs: (document: FlowDocument, revision: string) => void;
  readonly keepMine: (document: FlowDocument, revision: string) => void;
};

export type Opened = { readonly flowId: string; readonly document: FlowDocument; readonly revision: string };

export const useDraft = (
  { flowId, document, revision }: Opened,
  copies: CopyStore = browserCopies,
): DraftControls => {
  const connection = useConnection();
  const [draft, setDraft] = useState(() => drafts.openWithCopy(document, revision, copies.read(flowId)));
  const [savedAt, setSavedAt] = useState<number | null>(null);
  const latest = useRef(draft);
  const change = useCallback((next: (draft: drafts.Draft) => drafts.Draft) => {
    latest.current = next(latest.current);
    setDraft(latest.current);
  }, []);

  const send = useCallback(async (): Promise<void> => {
    if (!drafts.maySend(latest.current) || !drafts.isUnsaved(latest.current)) return;
    change(drafts.sent);
    const { sending, revision: ifMatch } = latest.current;
    const outcome = await call(
      connection,
      flowCalls.saveDraft,
      // The editor's commands keep it a document; the server parses it again.
      { params: { id: flowId }, body: sending as never },
      { ifMatch },
    );
    if (outcome.ok) setSavedAt(Date.now());
    change((now) =>
      outcome.ok
        ? drafts.taken(now, outcome.value.revision ?? now.revision)
        : drafts.notTaken(now, outcome.problems),
    );
  }, [connection, flowId, change]);

  useEffect(() => {
    if (drafts.isUnsaved(draft)) copies.write(flowId, { revision: draft.revision, document: draft.document });
    else copies.drop(flowId);
    if (!drafts.maySend(draft)) return;
    const timer = setTimeout(() => void send(), draft.status === 'offline' ? RETRY_MS : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft, flowId, send, copies]);

  useEffect(() => {
    const back = () => change(drafts.resumed);
    window.addEventListener('online', back);
    return () => window.removeEventListener('online', back);
  }, [change]);

  useEffect(() => {
    // Browsers ask whether to leave; the copy would be there in any case.
    const ask = (event: BeforeUnloadEvent) => {
      if (drafts.isUnsaved(latest.current)) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);

  return useMemo(
    () => ({
      draft,
      savedAt,
      current: () => latest.current,
      edit: (next) => change((now) => drafts.edited(now, next)),
      flush: async () => {
        await send();
        return !drafts.isUnsaved(latest.current);
      },
      resume: () => change(drafts.resumed),
      takeTheirs: (theirs, theirRevision) => change(() => drafts.theirs(theirs, theirRevision)),
      keepMine: (theirs, theirRevision) => change((now) => drafts.mine(now, theirs, theirRevision)),
    }),
    [draft, savedAt, change, send],
  );
};
