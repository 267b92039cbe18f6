/** Which workspace was open last on this device: where the studio begins the next time. */
import type { Workspace } from '../connection/session.tsx';

const KEY = 'sluice.workspace';

/** A browser may refuse to keep anything; then the studio begins in the usual workspace. */
const quietly = <T>(work: () => T): T | null => {
  try {
    return work();
  } catch {
    return null;
  }
};

export const rememberWorkspace = (id: string): void => {
  quietly(() => localStorage.setItem(KEY, id));
};

/** The last one, if it is still open to this account; else the first that is no demo; else whatever there is. */
export const workspaceToOpen = (workspaces: readonly Workspace[]): Workspace | undefined => {
  const last = quietly(() => localStorage.getItem(KEY));
  return workspaces.find(({ id }) => id === last) ?? workspaces.find(({ demo }) => !demo) ?? workspaces.at(0);
};
