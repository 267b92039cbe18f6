/** Node-RED: HTTP in, a function with its context in memory, HTTP response. It stores nothing of a turn. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type NodeRed = {
  init(server: unknown, settings: object): void;
  start(): Promise<void>;
  readonly httpNode: (request: unknown, response: unknown) => void;
  readonly events: { once(event: string, then: () => void): void };
};

// The package has no types.
const red = createRequire(import.meta.url)('node-red') as NodeRed;

const FUNCTION = `
  const { conversation, text } = msg.payload;
  const kept = flow.get(conversation) ?? { turns: 0 };
  flow.set(conversation, { answer: text, turns: kept.turns + 1 });
  msg.payload = { messages: [{ markdown: 'You said: ' + text + '. What else?' }] };
  return msg;`;

const FLOWS = [
  { id: 'tab', type: 'tab', label: 'Talk' },
  { id: 'in', z: 'tab', type: 'http in', url: '/turn', method: 'post', wires: [['answer']] },
  { id: 'answer', z: 'tab', type: 'function', func: FUNCTION, outputs: 1, wires: [['out']] },
  { id: 'out', z: 'tab', type: 'http response', statusCode: '200', headers: {}, wires: [] },
];

const userDir = mkdtempSync(join(tmpdir(), 'sluice-bench-node-red-'));
writeFileSync(join(userDir, 'flows.json'), JSON.stringify(FLOWS));
const server = createServer((request, response) => red.httpNode(request, response));
red.init(server, {
  userDir,
  flowFile: 'flows.json',
  httpAdminRoot: false,
  httpNodeRoot: '/',
  logging: { console: { level: 'error', metrics: false, audit: false } },
  editorTheme: { tours: false },
  externalModules: { autoInstall: false, palette: { allowInstall: false } },
  telemetry: { enabled: false, updateNotification: false },
});
const started = new Promise<void>((resolve) => red.events.once('flows:started', resolve));
await red.start();
await started;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  process.on('disconnect', () => process.exit(0));
  process.send?.({ url: `http://127.0.0.1:${port}` });
});
