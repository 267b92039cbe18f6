/** A draft being edited and saved: what the server has, what is here, and how the two get together. Pure; saving happens elsewhere. */
import type { FlowDocument } from '@sluice/core/flow/document';
import type { Problem } from '@sluice/core/problem';

/**
 * - `saved`: the server has what is here
 * - `editing`: something is newer here; it is sent after a moment
 * - `saving`: a document is on its way
 * - `offline`: no answer came; it is sent again by itself
 * - `signed-out`: the session ended; it is sent after signing in
 * - `conflict`: somebody saved a newer draft; somebody must choose
 * - `refused`: the server will not take this; editing on tries again
 */
export type DraftStatus = 'saved' | 'editing' | 'saving' | 'offline' | 'signed-out' | 'conflict' | 'refused';

export type Draft = {
  readonly status: DraftStatus;
  readonly document: FlowDocument;
  /** What the server has, as far as is known, and the revision it gave. */
  readonly saved: FlowDocument;
  readonly revision: string;
  /** On its way; null when nothing is. */
  readonly sending: FlowDocument | null;
  /** Why it was refused; empty otherwise. */
  readonly problems: readonly Problem[];
};

export const openDraft = (saved: FlowDocument, revision: string): Draft => ({
  status: 'saved',
  document: saved,
  saved,
  revision,
  sending: null,
  problems: [],
});

/** A change here. While somebody must choose, or nobody is there to send to, that stays so. */
export const edited = (draft: Draft, document: FlowDocument): Draft => {
  if (document === draft.document) return draft;
  const next = { ...draft, document };
  if (draft.status === 'saving' || draft.status === 'conflict' || draft.status === 'signed-out') return next;
  if (draft.status === 'offline') return next;
  return { ...next, status: document === draft.saved ? 'saved' : 'editing', problems: [] };
};

/** True when there is something to send and nobody has to choose first. */
export const maySend = ({ status }: Draft): boolean => status === 'editing' || status === 'offline';

export const sent = (draft: Draft): Draft => ({
  ...draft,
  status: 'saving',
  sending: draft.document,
});

/** The server took what was sent. What was changed meanwhile goes next. */
export const taken = (draft: Draft, revision: string): Draft => {
  const saved = draft.sending ?? draft.document;
  const isNewer = draft.document !== saved;
  return { ...draft, saved, revision, sending: null, problems: [], status: isNewer ? 'editing' : 'saved' };
};

const BY_CODE: Readonly<Record<string, DraftStatus>> = {
  offline: 'offline',
  unavailable: 'offline',
  'too-many-requests': 'offline',
  'not-signed-in': 'signed-out',
  stale: 'conflict',
};

/** The server did not take it: for lack of a line or a session, because somebody was faster, or for good. */
export const notTaken = (draft: Draft, problems: readonly Problem[]): Draft => {
  const status = BY_CODE[problems[0]?.code ?? ''] ?? 'refused';
  return { ...draft, sending: null, status, problems: status === 'refused' ? problems : [] };
};

/** Signed in again, or the line is back: what was held is sent. */
export const resumed = (draft: Draft): Draft =>
  draft.status === 'signed-out' || draft.status === 'offline' ? { ...draft, status: 'editing' } : draft;

/** Gives up what is here for what the server has now. */
export const theirs = (saved: FlowDocument, revision: string): Draft => openDraft(saved, revision);

/** Keeps what is here and puts it over what the server has now, knowing it. */
export const mine = (draft: Draft, saved: FlowDocument, revision: string): Draft => ({
  ...draft,
  saved,
  revision,
  sending: null,
  problems: [],
  status: 'editing',
});

/** What is kept in the browser until the server has it. */
export type LocalCopy = { readonly revision: string; readonly document: FlowDocument };

export const isUnsaved = ({ document, saved }: Draft): boolean => document !== saved;

/**
 * Opens a draft where a copy was left in the browser: edits on the revision that the server still has go on; on an
 * older one somebody must choose.
 */
export const openWithCopy = (saved: FlowDocument, revision: string, copy: LocalCopy | null): Draft => {
  if (copy === null || JSON.stringify(copy.document) === JSON.stringify(saved))
    return openDraft(saved, revision);
  const draft = { ...openDraft(saved, copy.revision), document: copy.document };
  return { ...draft, status: copy.revision === revision ? 'editing' : 'conflict' };
};
