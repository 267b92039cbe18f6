/** What `npm start` prints once the server listens. */
import type { Prepared } from './prepare-workspace.ts';

export const openingLines = (address: string, { keyFile, demo, setupToken }: Prepared): readonly string[] => [
  '',
  `  Sluice runs at ${address}`,
  '',
  ...(demo ? [`  Demo shop   ${address}/demo`] : []),
  `  Studio      ${address}/studio`,
  `  API docs    ${address}/docs`,
  ...(keyFile === null ? [] : [`  API key     in ${keyFile}`]),
  ...(setupToken === null
    ? []
    : [
        '',
        '  Make your account with this link; it works once:',
        `  ${address}/studio/setup?token=${setupToken}`,
      ]),
  '',
  '  Ctrl-C stops it.',
  '',
];
