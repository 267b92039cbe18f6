/** What `npm start` prints once the server listens. */
import type { Prepared } from './prepare-workspace.ts';

export const openingLines = (address: string, { keyFile, demo }: Prepared): readonly string[] => [
  '',
  `  Sluice runs at ${address}`,
  '',
  ...(demo ? [`  Demo shop   ${address}/demo`] : []),
  `  API docs    ${address}/docs`,
  ...(keyFile === null ? [] : [`  API key     in ${keyFile}`]),
  '',
  '  Ctrl-C stops it.',
  '',
];
