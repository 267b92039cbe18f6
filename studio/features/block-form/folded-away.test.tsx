import type { Block } from '@sluice/core/flow/document';
import { screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { rendered } from '../../fakes/rendered.tsx';
import { BlockForm } from './block-form.tsx';
import { FoldedAway } from './folded-away.tsx';

const flow = {
  schema: 1,
  name: 'Support',
  start: { group: 'g' },
  groups: [],
  edges: [],
  variables: [],
  triggers: [],
  settings: {},
} as const;

const Edited = ({ block: first }: { readonly block: Block }) => {
  const [block, setBlock] = useState(first);
  return (
    <BlockForm
      block={block}
      document={flow}
      problems={[]}
      readOnly={null}
      onChange={(settings) => setBlock({ id: block.id, type: block.type, ...settings })}
    />
  );
};

const titled = (name: RegExp) => screen.getByRole('button', { name });

describe('what is folded away', () => {
  it('stays open while the only thing in it is emptied and written anew', async () => {
    const { user } = rendered(<Edited block={{ id: 'b', type: 'input', kind: 'text', maxRetries: 2 }} />);
    const field = screen.getByLabelText('Ask again at most');
    await user.clear(field);
    expect(titled(/does not fit/).getAttribute('aria-expanded')).toBe('true');
    await user.type(field, '3');
    expect(screen.getByLabelText<HTMLInputElement>('Ask again at most').value).toBe('3');
  });

  it('opens and closes by its title, and opens again when there comes to be something to see', async () => {
    const fold = (opens: boolean) => (
      <FoldedAway title="Rules" opens={opens}>
        inside
      </FoldedAway>
    );
    const Switched = () => {
      const [opens, setOpens] = useState(false);
      return (
        <>
          {fold(opens)}
          <button type="button" onClick={() => setOpens(!opens)}>
            something to see
          </button>
        </>
      );
    };
    const { user } = rendered(<Switched />);
    const isOpen = () => titled(/Rules/).getAttribute('aria-expanded');
    expect(isOpen()).toBe('false');
    await user.click(titled(/Rules/));
    expect(isOpen()).toBe('true');
    await user.click(titled(/Rules/));
    expect(isOpen()).toBe('false');
    await user.click(titled(/something/));
    expect(isOpen()).toBe('true');
  });
});
