/** Who works here and what they may: the account that is signed in, and the workspace of the page with one's role in it. */
import type { sessionShape } from '@sluice/api/accounts';
import type { Role } from '@sluice/api/route';
import { createContext, type ReactNode, useContext } from 'react';
import type { z } from 'zod';

export type Session = z.output<typeof sessionShape>;
export type Workspace = Session['workspaces'][number];

const SessionContext = createContext<Session | null>(null);
const WorkspaceContext = createContext<Workspace | null>(null);

export const SessionProvider = ({
  session,
  children,
}: {
  readonly session: Session;
  readonly children: ReactNode;
}) => <SessionContext value={session}>{children}</SessionContext>;

export const WorkspaceProvider = ({
  workspace,
  children,
}: {
  readonly workspace: Workspace;
  readonly children: ReactNode;
}) => <WorkspaceContext value={workspace}>{children}</WorkspaceContext>;

/** The account that is signed in, and its workspaces; only on pages that ask for signing in. */
export const useSession = (): Session => {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession stands outside a SessionProvider');
  return session;
};

/** The workspace of the page; only on pages of a workspace. */
export const useWorkspace = (): Workspace => {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error('useWorkspace stands outside a WorkspaceProvider');
  return workspace;
};

/** One's role in the workspace of the page. */
export const useRole = (): Role => useWorkspace().role;

const RANK: Readonly<Record<Role, number>> = { viewer: 0, editor: 1, owner: 2 };

/** Null when this role may do what `needs` asks for; else why not and what to do, in one sentence. */
export const whyNot = (role: Role, needs: Role): string | null => {
  if (RANK[role] >= RANK[needs]) return null;
  return needs === 'owner'
    ? `Only owners do this; you are ${role === 'editor' ? 'an editor' : 'a viewer'} here.`
    : 'You are a viewer here: you see everything and change nothing. An owner can make you an editor.';
};
