/** Who calls, for which workspace, with which rights. */
import type { Role } from '@sluice/api/route';
import { ok, problem, type Result, refused } from '@sluice/core/problem';

export type Actor = {
  readonly workspaceId: string;
  /** Of the key or the account: what somebody wrote is theirs by this, not by a name that others may have too. */
  readonly id: string;
  /** As the audit log shows it ("key Automation", "Ann <ann@example.com>"). */
  readonly name: string;
  readonly role: Role;
  /** Somebody signed in, not an API key. */
  readonly isPerson?: true;
};

/** Somebody signed in, whatever their workspaces. */
export type SignedIn = {
  readonly accountId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly email: string;
};

/** What a request says of its caller. */
export type Credentials = {
  readonly authorization: string | undefined;
  /** The token in the session cookie. */
  readonly session: string | undefined;
  /** The workspace that a session's call is for; without one, the account's usual one. */
  readonly workspace: string | undefined;
};

/** How callers prove who they are. A key goes before a cookie. */
export type Doorkeeper = {
  actor(credentials: Credentials): Promise<Result<Actor>>;
  /** Only a session will do: a key is of a workspace, not of a person. */
  account(credentials: Credentials): Promise<Result<SignedIn>>;
};

const RANK: Readonly<Record<Role, number>> = { viewer: 0, editor: 1, owner: 2 };

/** Refuses an actor whose role is below `least`. */
export const requireRole = (actor: Actor, least: Role): Result<Actor> =>
  RANK[actor.role] >= RANK[least]
    ? ok(actor)
    : refused(
        problem(
          'role-too-low',
          '',
          `This needs the role ${least}; ${actor.name} is ${actor.role}.`,
          actor.isPerson === undefined
            ? `Ask an owner for a key with the role ${least}.`
            : `Ask an owner of this workspace to make you ${least}.`,
        ),
      );

/** As a colleague says it: "Ann" of "Ann <ann@example.com>". */
export const spokenName = ({ name }: Pick<Actor, 'name'>): string => name.replace(/ <[^<>]*>$/, '');
