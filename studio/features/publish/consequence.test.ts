import type { FlowDocument } from '@sluice/core/flow/document';
import { describe, expect, it } from 'vitest';
import { deploymentSentence, type Publishing, runningSentence, staying } from './consequence.ts';

const deployment = (policy: 'latest' | 'pinned', version: number, status = 'active') =>
  ({ id: `d${version}`, name: `D${version}`, channelName: 'Shop', status, policy, version }) as const;
const publishing = (over: object): Publishing => ({
  next: 8,
  latest: { number: 7, label: 'v2.1', hash: 'h' },
  sameAsLatest: false,
  publishable: true,
  problems: [],
  tests: 0,
  deployments: [],
  running: [],
  ...over,
});
const draft: FlowDocument = {
  schema: 1,
  name: 'Support',
  start: { group: 'g' },
  groups: [{ id: 'g', title: '', position: { x: 0, y: 0 }, blocks: [{ id: 'kept', type: 'message' }] }],
  edges: [],
  variables: [],
  triggers: [],
  settings: {},
};

describe('what publishing does to deployments', () => {
  it.each([
    [[], 'No deployment is active, so nobody meets it yet.'],
    [[deployment('latest', 7, 'inactive')], 'No deployment is active, so nobody meets it yet.'],
    [[deployment('latest', 7)], 'Live at once in 1 deployment.'],
    [
      [deployment('latest', 7), deployment('latest', 7), deployment('pinned', 3)],
      'Live at once in 2 deployments; 1 stays on version 3.',
    ],
    [[deployment('pinned', 3), deployment('pinned', 3)], '2 deployments stay on version 3.'],
    [
      [deployment('pinned', 3), deployment('pinned', 5), deployment('latest', 7)],
      'Live at once in 1 deployment; 1 stays on version 5; 1 stays on version 3.',
    ],
  ])('%#', (deployments, sentence) => {
    expect(deploymentSentence(publishing({ deployments }))).toBe(sentence);
  });

  it('offers those that stay behind to be moved', () => {
    const deployments = [
      deployment('latest', 7),
      deployment('pinned', 3),
      deployment('pinned', 2, 'inactive'),
    ];
    expect(staying(publishing({ deployments }))).toEqual([{ id: 'd3', name: 'D3', version: 3 }]);
  });
});

describe('what publishing does to running conversations', () => {
  it('is nothing when none runs', () => {
    expect(runningSentence(publishing({}), draft)).toBeNull();
  });

  it('is nothing but that they finish', () => {
    const running = [{ version: 7, conversations: 1, at: [{ block: 'kept', conversations: 1 }] }];
    expect(runningSentence(publishing({ running }), draft)).toBe(
      '1 conversation runs now and finishes on its version.',
    );
  });

  it('names those that wait where nothing will be', () => {
    const running = [
      {
        version: 7,
        conversations: 1_240,
        at: [
          { block: 'gone', conversations: 37 },
          { block: 'kept', conversations: 1_203 },
        ],
      },
      { version: 6, conversations: 1, at: [{ block: 'gone', conversations: 1 }] },
    ];
    expect(runningSentence(publishing({ running }), draft)).toBe(
      '1,241 conversations run now and finish on their version. ' +
        '37 wait at a block that is gone in version 8; they finish on version 7. ' +
        '1 waits at a block that is gone in version 8; it finishes on version 6.',
    );
  });
});
