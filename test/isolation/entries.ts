/** How each call of the path table is tried on somebody else's things. A call without an entry fails the test. */
import { greeting } from '../fakes/documents.ts';
import type { World } from './world.ts';

type Ids = World['ids'];

export type Entry = {
  /** The path with ids of one workspace in it. */
  readonly path: (ids: Ids) => string;
  readonly body?: (ids: Ids) => unknown;
  /**
   * What a stranger gets who names these ids. `refused`: 404. `own`: the call names nothing of anybody, and answers
   * about the stranger's own workspace or account. `invalid`: the body names foreign ids, which is a mistake in it (400
   * or 404). Or the statuses themselves.
   */
  readonly stranger: 'refused' | 'own' | 'invalid' | readonly number[];
  /** Statuses that tell the owner that the thing was found, besides the good one; 409 unless they stand here. */
  readonly owner?: readonly number[];
};

const at = (path: (ids: Ids) => string, body?: Entry['body']): Entry => ({
  path,
  stranger: 'refused',
  ...(body ? { body } : {}),
});
const own = (path: string, body?: Entry['body']): Entry => ({ ...at(() => path, body), stranger: 'own' });
const naming = (path: string, body: NonNullable<Entry['body']>): Entry => ({
  ...at(() => path, body),
  stranger: 'invalid',
});

const password = 'a long enough password';
const audience = { everyone: true };
const deployment = ({ flow, channel }: Ids) => ({
  name: 'Another',
  flowId: flow,
  channelId: channel,
  version: 'latest',
  audience,
  rollout: { share: 10 },
});

/** Open to everybody: what answers somebody who has no link and no password. */
const open = (path: string, statuses: readonly number[], body?: Entry['body']): Entry => ({
  ...at(() => path, body),
  stranger: statuses,
});

export const entries: Readonly<Record<string, Entry>> = {
  'GET /setup': open('/setup', [200]),
  'POST /setup': open('/setup', [400], () => ({
    token: 'x',
    name: 'Me',
    email: 'me@example.com',
    password,
    workspace: 'Mine',
  })),
  'POST /sessions': open('/sessions', [401], () => ({ email: 'me@example.com', password })),
  'GET /session': own('/session'),
  'DELETE /session': own('/session'),
  'PATCH /account': own('/account', () => ({ name: 'Mine' })),
  // The accounts of this test have no password that anybody could know.
  'PUT /account/password': {
    ...own('/account/password', () => ({ current: password, password: 'another long password' })),
    stranger: [400],
    owner: [400],
  },
  'GET /account/sessions': own('/account/sessions'),
  'DELETE /account/sessions': own('/account/sessions'),
  'DELETE /account/sessions/:id': at(({ session }) => `/account/sessions/${session}`),

  'POST /password-resets': open('/password-resets', [200], () => ({ email: 'me@example.com' })),
  'POST /password-resets/confirm': open('/password-resets/confirm', [400], () => ({ token: 'x', password })),

  'GET /members': own('/members'),
  'PATCH /members/:id': at(
    ({ member }) => `/members/${member}`,
    () => ({ role: 'editor' }),
  ),
  'DELETE /members/:id': at(({ member }) => `/members/${member}`),
  // A key makes no such link, for whomever.
  'POST /members/:id/reset-link': {
    ...at(
      ({ member }) => `/members/${member}/reset-link`,
      () => ({}),
    ),
    stranger: [403, 404],
    owner: [403],
  },
  'GET /invitations': own('/invitations'),
  'POST /invitations': own('/invitations', () => ({ email: 'mine@example.com', role: 'viewer' })),
  'DELETE /invitations/:id': at(({ invitation }) => `/invitations/${invitation}`),
  'POST /invitations/look': open('/invitations/look', [400], ({ invitation }) => ({ token: invitation })),
  'POST /invitations/accept': open('/invitations/accept', [400], ({ invitation }) => ({
    token: invitation,
    name: 'Me',
    password,
  })),
  'GET /workspace': own('/workspace'),
  'PATCH /workspace': own('/workspace', () => ({ name: 'Mine' })),
  'POST /workspaces': own('/workspaces', () => ({ name: 'Mine' })),

  'GET /api-keys': own('/api-keys'),
  'POST /api-keys': own('/api-keys', () => ({ name: 'Mine', role: 'viewer' })),
  'DELETE /api-keys/:id': at(({ apiKey }) => `/api-keys/${apiKey}`),

  'GET /audit': { ...own('/audit'), path: ({ flow }) => `/audit?target=${flow}` },

  'POST /channels': own('/channels', () => ({ platform: 'website', name: 'Mine' })),
  'GET /channels': own('/channels'),
  'GET /channels/:id': at(({ channel }) => `/channels/${channel}`),
  'PATCH /channels/:id': at(
    ({ channel }) => `/channels/${channel}`,
    () => ({ name: 'Taken' }),
  ),
  'DELETE /channels/:id': at(({ spareChannel }) => `/channels/${spareChannel}`),
  'GET /channels/:id/attributes': at(({ channel }) => `/channels/${channel}/attributes`),

  'GET /conversations': {
    ...own(''),
    path: ({ deployment: id, person }) => `/conversations?deployment=${id}&person=${person}`,
  },
  'GET /conversations/:id': at(({ conversation }) => `/conversations/${conversation}`),
  'POST /conversations/:id/reply': at(
    ({ conversation }) => `/conversations/${conversation}/reply`,
    () => ({ markdown: 'Hello from elsewhere' }),
  ),
  'POST /conversations/:id/close': at(({ conversation }) => `/conversations/${conversation}/close`),
  'POST /conversations/:id/hand-back': at(({ conversation }) => `/conversations/${conversation}/hand-back`),

  'POST /decisions/explain': naming('/decisions/explain', ({ channel, person }) => ({
    channelId: channel,
    person: { key: person, attributes: {} },
  })),

  'POST /deployments': naming('/deployments', deployment),
  'GET /deployments': own('/deployments'),
  'POST /deployments/preview': naming('/deployments/preview', (ids) => ({
    ...deployment(ids),
    id: ids.deployment,
  })),
  'GET /deployments/:id': at(({ deployment: id }) => `/deployments/${id}`),
  'PATCH /deployments/:id': at(
    ({ deployment: id }) => `/deployments/${id}`,
    () => ({ name: 'Taken' }),
  ),
  'DELETE /deployments/:id': at(({ deployment: id }) => `/deployments/${id}`),
  'POST /deployments/:id/activate': at(
    ({ deployment: id }) => `/deployments/${id}/activate`,
    () => ({}),
  ),
  'POST /deployments/:id/deactivate': at(
    ({ deployment: id }) => `/deployments/${id}/deactivate`,
    () => ({ handOff: false }),
  ),
  'POST /deployments/:id/wind-down': at(
    ({ deployment: id }) => `/deployments/${id}/wind-down`,
    () => ({}),
  ),
  'GET /deployments/:id/draws': at(
    ({ deployment: id, person }) => `/deployments/${id}/draws?person=${person}`,
  ),
  'POST /deployments/:id/acts': at(
    ({ deployment: id }) => `/deployments/${id}/acts`,
    ({ person }) => ({ act: 'leave-out', person }),
  ),
  'GET /deployments/:id/report': at(({ deployment: id }) => `/deployments/${id}/report`),

  'POST /flows': own('/flows', () => ({ name: 'Mine' })),
  'GET /flows': own('/flows'),
  'GET /flows/:id': at(({ flow }) => `/flows/${flow}`),
  'PATCH /flows/:id': at(
    ({ flow }) => `/flows/${flow}`,
    () => ({ name: 'Taken' }),
  ),
  'DELETE /flows/:id': at(({ spareFlow }) => `/flows/${spareFlow}`),
  'POST /flows/:id/copy': at(
    ({ flow }) => `/flows/${flow}/copy`,
    () => ({}),
  ),
  'PUT /flows/:id/draft': at(
    ({ flow }) => `/flows/${flow}/draft`,
    () => greeting('Taken'),
  ),
  'POST /flows/import': own('/flows/import', () => ({ format: 'sluice', documents: [greeting()] })),
  'POST /flows/:id/versions': at(
    ({ flow }) => `/flows/${flow}/versions`,
    () => ({ acknowledgeFailingTests: true }),
  ),
  'GET /flows/:id/versions': at(({ flow }) => `/flows/${flow}/versions`),
  'GET /flows/:id/versions/:number': at(({ flow }) => `/flows/${flow}/versions/1`),

  'POST /flows/:id/versions/:number/restore': at(({ flow }) => `/flows/${flow}/versions/1/restore`),
  'GET /flows/:id/publishing': at(({ flow }) => `/flows/${flow}/publishing`),
  'GET /templates': own('/templates'),

  'GET /flows/:id/tests': at(({ flow }) => `/flows/${flow}/tests`),
  'POST /flows/:id/tests': at(
    ({ flow }) => `/flows/${flow}/tests`,
    () => ({ name: 'Mine', turns: [{ input: null, status: 'waiting' }] }),
  ),
  'POST /flows/:id/tests/run': at(
    ({ flow }) => `/flows/${flow}/tests/run`,
    () => ({ version: 1 }),
  ),
  'GET /flows/:id/tests/:test': at(({ flow, test }) => `/flows/${flow}/tests/${test}`),
  'PATCH /flows/:id/tests/:test': at(
    ({ flow, test }) => `/flows/${flow}/tests/${test}`,
    () => ({ name: 'Taken' }),
  ),
  'DELETE /flows/:id/tests/:test': at(({ flow, test }) => `/flows/${flow}/tests/${test}`),

  'GET /flows/:id/comments': at(({ flow }) => `/flows/${flow}/comments`),
  'POST /flows/:id/comments': at(
    ({ flow }) => `/flows/${flow}/comments`,
    () => ({ block: 'b1', text: 'From elsewhere' }),
  ),
  'PATCH /flows/:id/comments/:comment': at(
    ({ flow, comment }) => `/flows/${flow}/comments/${comment}`,
    () => ({ resolved: true }),
  ),
  'DELETE /flows/:id/comments/:comment': at(({ flow, comment }) => `/flows/${flow}/comments/${comment}`),

  'GET /flows/:id/preview-links': at(({ flow }) => `/flows/${flow}/preview-links`),
  'POST /flows/:id/preview-links': at(
    ({ flow }) => `/flows/${flow}/preview-links`,
    () => ({ version: 1 }),
  ),
  'DELETE /flows/:id/preview-links/:link': at(
    ({ flow, previewLink }) => `/flows/${flow}/preview-links/${previewLink}`,
  ),

  'GET /home': own('/home'),

  'GET /people': { ...own('/people'), path: ({ person }) => `/people?q=${person}` },
  'GET /people/:id': at(({ person }) => `/people/${person}`),
  // Any text may be a key: to a stranger it is the key of somebody new of their own.
  'PUT /people/by-key/:key': {
    ...own('', () => ({ attributes: { plan: 'taken' } })),
    path: ({ person }) => `/people/by-key/${person}`,
  },
  'GET /people/:id/export': at(({ person }) => `/people/${person}/export`),
  'DELETE /people/:id': at(({ person }) => `/people/${person}`),

  'POST /segments': own('/segments', () => ({ name: 'Mine', audience })),
  'GET /segments': own('/segments'),
  'GET /segments/:id': at(({ segment }) => `/segments/${segment}`),
  'PATCH /segments/:id': at(
    ({ segment }) => `/segments/${segment}`,
    () => ({ name: 'Taken' }),
  ),
  'DELETE /segments/:id': at(({ segment }) => `/segments/${segment}`),
};
