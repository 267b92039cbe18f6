/** The shape of one entry of the path table: everything the server, the docs and the clients need to know of a call. */
import type { z } from 'zod';

/** viewer reads, editor changes flows and deployments, owner also keys and erasure. Each includes the ones before. */
export type Role = 'viewer' | 'editor' | 'owner';

/**
 * Who may call: a role in the workspace that the call is for; `account`, somebody signed in, whatever their workspaces;
 * or `anyone`, signed in or not.
 */
export type Access = Role | 'account' | 'anyone';

export type RouteSpec = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Under /api/v1, parameters as `:name`. */
  readonly path: string;
  /** One line for the docs. */
  readonly summary: string;
  readonly tag: string;
  /** The least that a caller must be. */
  readonly role: Access;
  readonly status: 200 | 201 | 204;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Bytes of the body at most, where the usual 256 KB are too few: flow documents. */
  readonly largestBody?: number;
  readonly answer?: z.ZodType;
};

/** Keeps the literal types of a spec, so that handlers know their params, query and body. */
export const route = <const S extends RouteSpec>(spec: S): S => spec;
