/** A draft made ready to run, for tests and previews: with what its subflows have published, as far as they have. */
import type { FlowDocument } from '@sluice/core/flow/document';
import { makeVersion } from '@sluice/core/flow/version';
import type { BlockLibrary } from '@sluice/core/interpreter/block';
import { type Program, prepareProgram } from '@sluice/core/interpreter/step';
import type { Db } from '../../db/database.ts';
import { pinSubflows } from './pins.ts';

/** A subflow that cannot be pinned fails the conversation when it is reached, and not before. */
export const draftProgram = async (
  { db, library }: { readonly db: Db; readonly library: BlockLibrary },
  workspaceId: string,
  flow: { readonly id: string; readonly draft: unknown },
): Promise<Program> => {
  const document = flow.draft as FlowDocument; // drafts are parsed before they are stored
  const pinned = await pinSubflows(db, workspaceId, flow.id, document);
  const version = makeVersion({ document, ...(pinned.ok ? pinned.value : {}) });
  return prepareProgram(version, library, flow.id);
};
