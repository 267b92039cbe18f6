/** What a first start leaves behind: a workspace, a key to it, and the demo. Later starts change nothing. */
import type { Runner } from './runner/turn.ts';

export type Prepared = {
  /** Where a key made by the first start is kept; null when SLUICE_API_KEY is set. */
  readonly keyFile: string | null;
  readonly demo: boolean;
};

export const prepareWorkspace = async (_runner: Runner): Promise<Prepared> => ({
  keyFile: null,
  demo: false,
});
