/** Small flow documents for tests of what is around them. */
import type { FlowDocument } from '@sluice/core/flow/document';

/** Says one thing and asks for a name: runs, and has no problems. */
export const greeting = (says = 'Hello!'): FlowDocument => ({
  schema: 1,
  name: 'Greeting',
  start: { group: 'g1' },
  groups: [
    {
      id: 'g1',
      title: 'Greeting',
      position: { x: 0, y: 0 },
      blocks: [
        { id: 'b1', type: 'message', markdown: says },
        { id: 'b2', type: 'input', kind: 'text', variable: 'name' },
      ],
    },
  ],
  edges: [],
  variables: [{ id: 'v1', name: 'name', type: 'text' }],
  triggers: [],
  settings: {},
});

/** Cannot be published: an edge that leads nowhere. */
export const dangling = (): FlowDocument => ({
  ...greeting(),
  edges: [{ id: 'e1', from: { block: 'b2' }, to: { group: 'gone' } }],
});
