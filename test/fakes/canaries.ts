/** A word that no log, trace, metric or error page may hold, put wherever somebody can write one. */
import { asks, flow, IDENTITY_SECRET, type Shop, says } from './shop.ts';

export const CANARY = 'canary-7f3a';

/** What somebody got to see. */
export type Page = { readonly url: string; readonly status: number; readonly text: string };

/** Asks, tags, notes, repeats and hands over what was said. */
export const REPEATING = flow([
  says('Hello {{person.name}}'),
  asks('answer'),
  { type: 'tag', add: ['{{answer}}'] },
  { type: 'attribute', name: 'note', value: '{{answer}}' },
  says('You said {{answer}}'),
  { type: 'handoff', context: ['answer'] },
]);

type Called = Page & { readonly body: unknown };
type Send = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  body?: unknown,
) => Promise<Called>;

/** Any call, whatever becomes of it; each answer is kept in `pages`. */
const sender =
  ({ app }: Shop, pages: Page[], authorization: string): Send =>
  async (method, url, body) => {
    const answer = await app.inject({
      method,
      url,
      headers: { authorization, 'content-type': 'application/json' },
      payload: typeof body === 'string' ? body : JSON.stringify(body ?? {}),
    });
    const page: Page = { url, status: answer.statusCode, text: answer.body };
    pages.push(page);
    const isJson = String(answer.headers['content-type']).includes('json');
    return { ...page, body: isJson ? answer.json() : undefined };
  };

/** The text at this path of an answer; "none" where it gives none, as when it failed. */
const textAt = (body: unknown, ...path: readonly string[]): string => {
  let found: unknown = body;
  for (const name of path) {
    const held: object = typeof found === 'object' && found !== null ? found : {};
    found = Object.getOwnPropertyDescriptor(held, name)?.value;
  }
  return typeof found === 'string' ? found : 'none';
};

/** A visitor's whole conversation, and what a hostile page would try. */
export const converse = async (shop: Shop, pages: Page[]): Promise<void> => {
  const identity = shop.sign(`user-${CANARY}`, { email: `${CANARY}@shop.example`, name: CANARY });
  const page = {
    url: `https://shop.example/?q=${CANARY}`,
    title: CANARY,
    referrer: `https://a.example/${CANARY}`,
  };
  const body = { identity, page, attributes: { phone: CANARY, [CANARY]: CANARY } };
  const site = `/website/${shop.key}`;
  const anybody = sender(shop, pages, `Bearer ${CANARY}`);
  const visitor = textAt((await anybody('POST', `${site}/visits`, body)).body, 'visitor');
  const opened = await anybody('POST', `${site}/conversations`, {
    ...body,
    ...(visitor === 'none' ? {} : { visitor }),
  });
  const messages = `${site}/conversations/${textAt(opened.body, 'conversation', 'id')}/messages`;
  const person = sender(shop, pages, `Bearer ${textAt(opened.body, 'visitor')}`);
  for (const text of [`my card is ${CANARY}`, `another ${CANARY}`])
    await person('POST', messages, { id: CANARY, text });
  await person('POST', messages, { id: `${CANARY}-2`, choice: CANARY });
  await anybody('POST', messages, { [CANARY]: CANARY });
  await anybody('POST', `${site}/conversations/${CANARY}/messages`, { id: CANARY, text: CANARY });
  await anybody('POST', `${site}/visits`, { identity: `${CANARY}.x.y`, visitor: CANARY });
  await anybody('POST', `${site}/visits`, `{"visitor":"${CANARY}`);
  await anybody('POST', `/website/${CANARY}/visits?${CANARY}=${CANARY}`, body);
  await anybody('GET', `/${CANARY}/${CANARY}?${CANARY}`);
  await anybody('GET', `/%${CANARY}`);
  await shop.runner.serial.idle();
};

/** What the people who own the bot write, with this key: names, notes, documents, secrets, people, answers. */
export const administer = async (shop: Shop, key: string, pages: Page[]): Promise<void> => {
  const send = sender(shop, pages, `Bearer ${key}`);
  const api = (method: Parameters<Send>[0], path: string, body?: unknown) =>
    send(method, `/api/v1${path}`, body);
  const idOf = async (path: string, body: unknown) => textAt((await api('POST', path, body)).body, 'id');
  const audience = {
    groups: [{ name: CANARY, rules: [{ attribute: 'tags', operator: 'contains', value: CANARY }] }],
  };
  const document = flow([says(CANARY), { type: 'attribute', name: 'note', value: CANARY }], { name: CANARY });
  const flowId = await idOf('/flows', { name: CANARY, document });
  await api('PUT', `/flows/${flowId}/draft`, { ...document, [CANARY]: CANARY });
  await api('PUT', `/flows/${flowId}/draft`, document);
  await api('POST', `/flows/${flowId}/versions`, { label: CANARY, note: CANARY });
  await api('POST', '/flows/import', { format: 'typebot', documents: [{ [CANARY]: CANARY }] });
  const settings = { title: CANARY, greeting: CANARY, identity: { secret: `${CANARY}-${IDENTITY_SECRET}` } };
  const channelId = await idOf('/channels', { platform: 'website', name: CANARY, settings });
  await api('PATCH', `/channels/${channelId}`, { settings: { allowedOrigins: [CANARY] } });
  await api('POST', '/segments', { name: CANARY, audience });
  const deployment = { name: CANARY, flowId, channelId, version: 'latest', audience, rollout: { share: 50 } };
  const id = await idOf('/deployments', { ...deployment, always: [CANARY], active: true });
  await api('PATCH', `/deployments/${id}`, { name: `${CANARY}!`, never: [CANARY] });
  await api('POST', `/deployments/${id}/acts`, { act: 'put-in', person: CANARY });
  await api('POST', '/deployments/preview', deployment);
  await api('POST', '/decisions/explain', {
    channelId,
    person: { key: CANARY, attributes: { [CANARY]: CANARY } },
  });
  await api('PUT', `/people/by-key/${CANARY}`, {
    attributes: { email: `${CANARY}@shop.example`, [CANARY]: CANARY },
  });
  await api('POST', '/api-keys', { name: CANARY, role: 'viewer' });
  const listed = (await api('GET', `/conversations?deployment=${await deploymentOf(shop)}`)).text;
  const running = /"id":"(conversation_[0-9a-z]+)"/.exec(listed)?.[1] ?? CANARY;
  await api('POST', `/conversations/${running}/reply`, { markdown: `Dear ${CANARY}` });
  await api('GET', `/conversations/${CANARY}`);
  await api('GET', `/people?${CANARY}=${CANARY}`);
  await sender(shop, pages, `Bearer ${CANARY}`)('GET', '/api/v1/flows');
};

const deploymentOf = async (shop: Shop): Promise<string> => {
  const row = await shop.database.db
    .selectFrom('deployments')
    .select('id')
    .where('workspace_id', '=', shop.workspaceId)
    .where('channel_id', '=', shop.channelId)
    .executeTakeFirst();
  return row?.id ?? 'none';
};

/** As drivers make them: with the row, the statement and its values on it. */
export const databaseError = (code = '23514', message = 'new row violates check constraint'): Error =>
  Object.assign(new Error(message), {
    code,
    detail: `Failing row contains (${CANARY}).`,
    where: `JSON data, line 1: ${CANARY}`,
    query: 'insert into inbox values ($1)',
    params: [CANARY, IDENTITY_SECRET],
    cause: new Error(CANARY),
  });
