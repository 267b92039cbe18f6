/** Who calls, for which workspace, with which rights. */
import type { Role } from '@sluice/api/route';
import { ok, problem, type Result, refused } from '@sluice/core/problem';

export type Actor = {
  readonly workspaceId: string;
  /** Of the key or the account: what somebody wrote is theirs by this, not by a name that others may have too. */
  readonly id: string;
  /** As the audit log shows it ("key Automation"). */
  readonly name: string;
  readonly role: Role;
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
          `Ask an owner for a key with the role ${least}.`,
        ),
      );

/** How the caller proves who they are: looks the bearer key up, or says what is missing. */
export type Authenticate = (authorization: string | undefined) => Promise<Result<Actor>>;
