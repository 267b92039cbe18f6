/** The document a new flow begins with. */
import type { FlowDocument } from '@sluice/core/flow/document';

/** One empty group to put the first block into. */
export const emptyDocument = (name: string): FlowDocument => ({
  schema: 1,
  name,
  start: { group: 'start' },
  groups: [{ id: 'start', title: 'Start', position: { x: 0, y: 0 }, blocks: [] }],
  edges: [],
  variables: [],
  triggers: [],
  settings: {},
});
