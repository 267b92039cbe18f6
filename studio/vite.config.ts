/** How the studio is bundled, and served while one works on it (`npm run studio:dev`, beside a running `npm start`). */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** What the studio asks of the server; everything else is the studio's own. */
const SERVERS = ['/api', '/look', '/openapi.json', '/demo', '/website', '/widget.js', '/widget'];
const SERVER = 'http://127.0.0.1:4400';

export default defineConfig({
  root: import.meta.dirname,
  base: '/studio/',
  plugins: [react()],
  // The server puts a fresh nonce in its place for every page it sends.
  html: { cspNonce: '{{nonce}}' },
  server: { proxy: Object.fromEntries(SERVERS.map((path) => [path, SERVER])) },
  build: {
    target: ['chrome111', 'safari16.4', 'firefox115'],
    // Small pictures become files, too: the content security policy allows no data addresses in styles.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2_000,
  },
});
