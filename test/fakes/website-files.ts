/** The files of the fake website channel: a shop's page under a strict policy, and the built widget. */
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';

const DIST = join(import.meta.dirname, '../../widget/dist');

const SHOP = `body{margin:0;background:#FBF8F1;color:#241F14;font:14px/22px system-ui,sans-serif}
nav{display:flex;gap:28px;padding:20px 40px;border-bottom:1px solid #E4DCC9}nav b{font-size:20px;letter-spacing:.08em}
main{padding:24px 40px;max-width:552px}h1{font:600 28px/34px system-ui}.ph{height:372px;background:#E4DCC9;border-radius:4px}
@media (prefers-color-scheme:dark){body{background:#1A1813;color:#F3EEE2}nav{border-color:#37332A}.ph{background:#37332A}}`;

const page = (origin: string): string => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover"><title>Ridge pannier</title>
<link rel="stylesheet" href="/shop.css"><nav><b>ACME</b><a href="/bags">Bags</a><span>Lights</span></nav>
<main><div class="ph"></div><h1>Ridge pannier, 22 litres</h1><p>Waxed canvas, two straps.</p><button>Add to basket</button></main>
<script async src="${origin}widget.js" data-channel="demo"></script></html>`;

/** No inline style, no inline script, nothing from anywhere but the two places a channel needs. */
const policy = (origin: string): string => {
  const there = origin.slice(0, -1);
  return `default-src 'none'; style-src 'self'; script-src ${there}; connect-src ${there}; img-src https: data:`;
};

export const answerFile = async (
  path: string,
  response: ServerResponse,
  { origin }: { readonly origin: string },
): Promise<void> => {
  const send = (type: string, body: string, headers: Record<string, string> = {}): void => {
    response.writeHead(200, { 'content-type': type, 'access-control-allow-origin': '*', ...headers });
    response.end(body);
  };
  const script = 'text/javascript; charset=utf-8';
  if (path === '/' || path === '/bags') {
    return send('text/html; charset=utf-8', page(origin), { 'content-security-policy': policy(origin) });
  }
  if (path === '/shop.css') return send('text/css', SHOP);
  if (path === '/widget.js') return send(script, await readFile(join(DIST, 'loader.js'), 'utf8'));
  const panel = path.match(/^\/widget\/(widget-\w+\.js)$/)?.[1];
  if (panel) return send(script, await readFile(join(DIST, panel), 'utf8'));
  response.writeHead(404).end();
};
