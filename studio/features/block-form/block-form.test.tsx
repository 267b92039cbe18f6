import type { Block, FlowDocument } from '@sluice/core/flow/document';
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { rendered } from '../../fakes/rendered.tsx';
import { BlockForm } from './block-form.tsx';

type Examples = { readonly settings: { readonly [name: string]: object } };
// Every block's own, so that a new block is tested as soon as it is there.
const files = import.meta.glob<Examples>('../../../blocks/*/examples.json', {
  eager: true,
  import: 'default',
});
const examples = Object.entries(files).flatMap(([path, { settings }]) =>
  Object.entries(settings).map(([title, each]) => [path.split('/').at(-2) ?? '', title, each] as const),
);

const flow: FlowDocument = {
  schema: 1,
  name: 'Support',
  start: { group: 'welcome' },
  groups: [{ id: 'welcome', title: 'Welcome', position: { x: 0, y: 0 }, blocks: [] }],
  edges: [],
  variables: [
    { id: 'v1', name: 'order_number', title: 'Order number', type: 'text' },
    { id: 'v2', name: 'is_member', type: 'boolean' },
  ],
  triggers: [],
  settings: {},
};

describe('the form of every block', () => {
  it.each(examples)('%s: shows “%s” and changes nothing by itself', async (type, _, settings) => {
    const changes: object[] = [];
    const block: Block = { id: 'b', type, ...settings };
    const { user } = rendered(
      <BlockForm
        block={block}
        document={flow}
        problems={[]}
        readOnly={null}
        onChange={(changed) => changes.push(changed)}
      />,
    );
    expect(screen.queryByText(/Something is still missing/)).toBeNull();
    await user.tab();
    await user.tab();
    expect(changes).toEqual([]);
  });
});
