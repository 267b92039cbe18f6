/** Which HTTP status each problem code answers with; every code not named here is a 400. */

const STATUS: Readonly<Record<string, number>> = {
  'not-signed-in': 401,
  'sign-in-failed': 401,
  'identity-invalid': 401,
  'identity-expired': 401,
  'visitor-unknown': 401,
  'role-too-low': 403,
  'not-a-member': 403,
  'account-needed': 403,
  'origin-not-allowed': 403,
  'not-found': 404,
  conflict: 409,
  'in-use': 409,
  'not-active': 409,
  'last-owner': 409,
  'already-a-member': 409,
  'already-set-up': 409,
  'sign-in-first': 409,
  'other-account': 409,
  'conversation-ended': 409,
  'message-id-reused': 409,
  stale: 412,
  'too-large': 413,
  'not-json': 415,
  'cannot-publish': 422,
  'too-many-requests': 429,
  unavailable: 503,
  bug: 500,
};

export const statusOf = (code: string): number => (Object.hasOwn(STATUS, code) ? (STATUS[code] ?? 400) : 400);
