import type { FlowDocument } from '@sluice/core/flow/document';
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { flowOf, message } from '../../editor/fakes.ts';
import { editedFlow } from '../../fakes/edited-flow.tsx';
import { VariablesPanel } from './variables-panel.tsx';

const flow = flowOf(
  {
    welcome: [message('1', 'Hi {{name}}'), { id: '2', type: 'wait', seconds: 'size(name)' }],
    bye: [message('3', 'Bye')],
  },
  {
    variables: [
      { id: 'v1', name: 'name', type: 'text' },
      { id: 'v2', name: 'score', title: 'Score', type: 'number', default: 3 },
    ],
    settings: { retryMessage: 'Sorry {{name}}.' },
  },
);

const panel = (document: FlowDocument = flow, readOnly: string | null = null) => {
  const shown: string[] = [];
  const page = editedFlow(document, (current, dispatch) => (
    <VariablesPanel
      document={current}
      readOnly={readOnly}
      dispatch={dispatch}
      onShow={(block) => shown.push(block)}
    />
  ));
  return { ...page, shown, open: (name: RegExp) => page.user.click(screen.getByRole('button', { name })) };
};

describe('the variables of a flow', () => {
  it('are listed with their type and how much uses them', () => {
    panel();
    expect(screen.getByRole('button', { name: /name.*Text · 3 places/ })).toBeTruthy();
    expect(screen.getByRole('button', { name: /Score.*Number · not used/ })).toBeTruthy();
  });

  it('are added by what people call them', async () => {
    const { user, document } = panel();
    await user.type(screen.getByLabelText('New variable'), 'Order number{Enter}');
    expect(document().variables.at(-1)).toEqual({
      id: 'new-1',
      name: 'order_number',
      title: 'Order number',
      type: 'text',
    });
    expect(screen.getByLabelText('Name')).toHaveProperty('value', 'order_number');
  });

  it('are renamed wherever they are used, when the field is left', async () => {
    const { user, document, steps, open } = panel();
    await open(/^name/);
    const field = screen.getByLabelText('Name');
    await user.clear(field);
    await user.type(field, 'first_name');
    expect(document()).toBe(flow);
    await user.tab();
    expect(document().groups[0]?.blocks).toEqual([
      { id: '1', type: 'message', markdown: 'Hi {{first_name}}' },
      { id: '2', type: 'wait', seconds: 'size(first_name)' },
    ]);
    expect(document().settings.retryMessage).toBe('Sorry {{first_name}}.');
    expect(steps()).toBe(1);
    expect(screen.getByLabelText('Name')).toHaveProperty('value', 'first_name');
  });

  it('do not take a name that another one has', async () => {
    const { user, document, open } = panel();
    await open(/^name/);
    const field = screen.getByLabelText('Name');
    await user.clear(field);
    await user.type(field, 'score{Enter}');
    expect(screen.getByText(/There is a variable “score” already/)).toBeTruthy();
    expect(document()).toBe(flow);
    await user.keyboard('{Escape}');
    expect(field).toHaveProperty('value', 'name');
  });

  it('begin with a value of their type, and can be secret', async () => {
    const { user, document, open } = panel();
    await open(/Score/);
    const begins = screen.getByLabelText('Begins with');
    await user.clear(begins);
    await user.type(begins, '4,5');
    await user.click(screen.getByRole('switch', { name: /Secret/ }));
    expect(document().variables[1]).toMatchObject({ default: 4.5, secret: true });
    await user.type(begins, 'x');
    expect(screen.getByText('This is no number yet.')).toBeTruthy();
    expect(document().variables[1]).toMatchObject({ default: 4.5 });
    await user.selectOptions(screen.getByLabelText('Type'), 'List');
    expect(document().variables[1]).toEqual({
      id: 'v2',
      name: 'score',
      title: 'Score',
      type: 'list',
      secret: true,
    });
  });

  it('lead to where they are used', async () => {
    const { user, shown, open } = panel();
    await open(/^name/);
    expect(screen.getByText('The flow’s words for a reply that does not fit')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'WELCOME · 1. Message: Hi {{name}}' }));
    expect(shown).toEqual(['1']);
  });

  it('go at once when nothing uses them; otherwise it is said first what happens', async () => {
    const { user, document, open } = panel();
    await open(/Score/);
    await user.click(screen.getByRole('button', { name: 'Remove' }));
    expect(document().variables.map(({ name }) => name)).toEqual(['name']);
    await open(/^name/);
    await user.click(screen.getByRole('button', { name: 'Remove' }));
    expect(screen.getByRole('alert').textContent).toContain(
      '3 places use it. They stay and become problems; publishing waits until they are mended.',
    );
    expect(document().variables).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Remove it anyway' }));
    expect(document().variables).toEqual([]);
  });

  it('can be looked at by who may not change them', async () => {
    const { user, document, open } = panel(flow, 'You can read this flow, not change it.');
    await open(/Score/);
    await user.type(screen.getByLabelText('Title'), 'x');
    await user.click(screen.getByRole('switch', { name: /Secret/ }));
    expect(document()).toBe(flow);
    expect(screen.queryByRole('button', { name: /Add|Remove/ })).toBeNull();
  });
});
