import type { Block } from '@sluice/core/flow/document';
import { screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { rendered } from '../../fakes/rendered.tsx';
import { BlockForm } from './block-form.tsx';

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

describe('a number', () => {
  it('that was 0 is empty once its setting is gone', async () => {
    const Undone = () => {
      const [block, setBlock] = useState<Block>({
        id: 'b',
        type: 'input',
        kind: 'number',
        validation: { min: 0 },
      });
      return (
        <>
          <BlockForm block={block} document={flow} problems={[]} readOnly={null} onChange={() => {}} />
          <button type="button" onClick={() => setBlock({ id: 'b', type: 'input', kind: 'number' })}>
            undo
          </button>
        </>
      );
    };
    const { user } = rendered(<Undone />);
    expect(screen.getByLabelText<HTMLInputElement>('At least').value).toBe('0');
    await user.click(screen.getByRole('button', { name: 'undo' }));
    expect(screen.getByLabelText<HTMLInputElement>('At least', { exact: false }).value).toBe('');
  });
});
