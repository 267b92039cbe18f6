import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { flowOf, ways } from '../../editor/fakes.ts';
import { editedFlow } from '../../fakes/edited-flow.tsx';
import { FlowSettingsPanel } from './flow-settings-panel.tsx';

const flow = flowOf(
  { a: [], b: [] },
  { triggers: [{ id: 't', type: 'command', command: 'open' }], settings: { abandonAfterHours: 24 } },
);

const panel = (readOnly: string | null = null) =>
  editedFlow(flow, (document, dispatch) => (
    <FlowSettingsPanel document={document} readOnly={readOnly} dispatch={dispatch} />
  ));

describe('the triggers of a flow', () => {
  it('are added, set off by words, and lead to a group', async () => {
    const { user, document } = panel();
    await user.click(screen.getByRole('button', { name: 'Add a trigger' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Words people write' }));
    await user.type(screen.getByRole('combobox', { name: 'Words' }), 'human{Enter}');
    const [, leads] = screen.getAllByRole('combobox', { name: 'Leads to' });
    if (!leads) throw new Error('the new trigger leads nowhere');
    await user.click(leads);
    await user.click(await screen.findByRole('option', { name: 'B' }));
    expect(document().triggers[1]).toEqual({ id: 'new-1', type: 'keyword', words: ['help', 'human'] });
    expect(ways(document())).toEqual(['(new-1) → b']);
  });

  it('keep in the field what they cannot be, with the reason', async () => {
    const { user, document } = panel();
    const command = screen.getByLabelText('Command');
    await user.clear(command);
    expect(screen.getByText(/This text is empty/)).toBeTruthy();
    expect(document()).toBe(flow);
    await user.type(command, 'order');
    expect(screen.queryByText(/This text is empty/)).toBeNull();
    expect(document().triggers).toEqual([{ id: 't', type: 'command', command: 'order' }]);
  });

  it('go with the way they led', async () => {
    const { user, document } = panel();
    await user.click(screen.getByRole('button', { name: 'Remove trigger 1' }));
    expect(document().triggers).toEqual([]);
  });
});

describe('the settings of a flow', () => {
  it('are changed one by one, and go away when they are emptied', async () => {
    const { user, document } = panel();
    await user.type(screen.getByLabelText('When a reply does not fit, say'), 'Once more?');
    expect(document().settings).toEqual({ abandonAfterHours: 24, retryMessage: 'Once more?' });
    await user.clear(screen.getByLabelText('Abandoned after'));
    expect(document().settings).toEqual({ retryMessage: 'Once more?' });
    await user.type(screen.getByLabelText('Abandoned after'), '0');
    expect(document().settings).toEqual({ retryMessage: 'Once more?' });
    await user.type(screen.getByLabelText('Abandoned after'), '.5');
    expect(document().settings).toEqual({ abandonAfterHours: 0.5, retryMessage: 'Once more?' });
  });

  it('can be looked at by who may not change them', async () => {
    const { user, document } = panel('You can read this flow, not change it.');
    await user.type(screen.getByLabelText('Command'), 'x');
    await user.type(screen.getByLabelText('Abandoned after'), '1');
    expect(document()).toBe(flow);
    expect(screen.queryByRole('button', { name: /Add|Remove/ })).toBeNull();
  });
});
