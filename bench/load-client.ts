/** A bounded load over kept-alive connections on loopback: visitors' page loads, or conversations' turns. */
import { Agent, request } from 'node:http';
import { answerQuestions } from './child.ts';

export type LoadQuestion = {
  readonly url: string;
  readonly clients: number;
  /** Calls of each client, one after the other. */
  readonly each: number;
  readonly work:
    | { readonly kind: 'visits'; readonly channelKey: string }
    | { readonly kind: 'turns'; readonly channelKey: string }
    | { readonly kind: 'plain'; readonly path: string };
};

/** Milliseconds. */
export type Load = {
  readonly calls: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p99: number;
  /** Calls whose answer was a bot's. */
  readonly answered: number;
};

type Post = (path: string, body: object, headers?: Record<string, string>) => Promise<unknown>;

const postTo = (base: string, agent: Agent): Post => {
  const { hostname, port } = new URL(base);
  return (path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const text = JSON.stringify(body);
      const length = Buffer.byteLength(text);
      const call = request(
        {
          hostname,
          port,
          path,
          method: 'POST',
          agent,
          headers: { 'content-type': 'application/json', 'content-length': length, ...headers },
        },
        (answer) => {
          let said = '';
          answer.setEncoding('utf8');
          answer.on('data', (more: string) => {
            said += more;
          });
          answer.on('end', () => {
            const status = answer.statusCode ?? 0;
            if (status >= 300) reject(new Error(`${path} answered ${status}: ${said.slice(0, 500)}`));
            else resolve(said === '' ? null : JSON.parse(said));
          });
        },
      );
      call.on('error', reject);
      call.end(text);
    });
};

/** One client: made ready untimed, then called `each` times; true when a bot answered. */
type Client = (n: number) => Promise<boolean>;

/** Every second page load is somebody new, the others come again with their token: half of a site's traffic each. */
const visitClient = (post: Post, channelKey: string): Client => {
  let token: string | undefined;
  return async (n) => {
    const opening = {
      attributes: { tags: n % 4 < 2 ? ['VIP'] : ['guest'], plan: 'Basic', email: 'somebody@mail.test' },
      page: { url: 'https://shop.test/pricing?utm_source=bench', title: 'Pricing', locale: 'en' },
      ...(n % 2 === 1 && token !== undefined ? { visitor: token } : {}),
    };
    // The answers of a bench's own server have this shape.
    const answer = (await post(`/website/${channelKey}/visits`, opening)) as {
      visitor: string;
      bot: object | null;
    };
    token = answer.visitor;
    return answer.bot !== null;
  };
};

const turnClient = async (post: Post, channelKey: string, name: string): Promise<Client> => {
  // answers of a server that this bench started
  const opened = (await post(`/website/${channelKey}/conversations`, { attributes: { tags: ['VIP'] } })) as {
    visitor: string;
    conversation: { id: string };
  };
  const path = `/website/${channelKey}/conversations/${opened.conversation.id}/messages`;
  const headers = { authorization: `Bearer ${opened.visitor}` };
  return async (n) => {
    // likewise
    const answer = (await post(path, { id: `${name}-${n}`, text: `answer ${n}` }, headers)) as {
      messages: unknown[];
    };
    return answer.messages.length > 0;
  };
};

/** A floor or a peer: it gets a conversation's name and a text, and answers with the bot's messages. */
const plainClient =
  (post: Post, path: string, name: string): Client =>
  async (n) => {
    // likewise
    const answer = (await post(path, { conversation: name, id: `${name}-${n}`, text: `answer ${n}` })) as {
      messages: unknown[];
    };
    return answer.messages.length > 0;
  };

const makeClient = (post: Post, { work }: LoadQuestion, name: string): Promise<Client> => {
  if (work.kind === 'visits') return Promise.resolve(visitClient(post, work.channelKey));
  if (work.kind === 'turns') return turnClient(post, work.channelKey, name);
  return Promise.resolve(plainClient(post, work.path, name));
};

const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;

let runs = 0;
const load = async (question: LoadQuestion): Promise<Load> => {
  runs += 1;
  const { url, clients: count, each } = question;
  const agent = new Agent({ keepAlive: true, maxSockets: count });
  const post = postTo(url, agent);
  const clients = await Promise.all(
    Array.from({ length: count }, (_, i) => makeClient(post, question, `run${runs}-client${i}`)),
  );
  const took: number[] = [];
  let answered = 0;
  const since = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      for (let n = 0; n < each; n += 1) {
        const start = performance.now();
        if (await client(n)) answered += 1;
        took.push(performance.now() - start);
      }
    }),
  );
  const seconds = (performance.now() - since) / 1_000;
  agent.destroy();
  took.sort((a, b) => a - b);
  return { calls: took.length, seconds, p50: percentile(took, 0.5), p99: percentile(took, 0.99), answered };
};

answerQuestions(load);
process.send?.({ ready: true });
