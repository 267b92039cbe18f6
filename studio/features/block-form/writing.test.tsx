import { blockLibrary } from '@sluice/blocks/studio';
import { checkDocument } from '@sluice/core/flow/check';
import type { Block, FlowDocument } from '@sluice/core/flow/document';
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { setBlock } from '../../editor/commands/blocks.ts';
import { addVariable } from '../../editor/commands/variables.ts';
import { flowOf } from '../../editor/fakes.ts';
import { editedFlow } from '../../fakes/edited-flow.tsx';
import { BlockForm } from './block-form.tsx';

const VARIABLES: FlowDocument['variables'] = [
  { id: 'v1', name: 'order_number', title: 'Order number', type: 'text' },
  { id: 'v2', name: 'is_member', title: 'Is a member', type: 'boolean' },
];

const AT = 'groups.0.blocks.0.';

const form = (block: Block, readOnly: string | null = null) => {
  const page = editedFlow(flowOf({ a: [block], b: [] }, { variables: VARIABLES }), (document, dispatch) => {
    const shown = document.groups[0]?.blocks[0];
    return shown ? (
      <BlockForm
        block={shown}
        document={document}
        readOnly={readOnly}
        problems={checkDocument(document, blockLibrary)
          .filter(({ at }) => at.startsWith(AT))
          .map((each) => ({ ...each, at: each.at.slice(AT.length) }))}
        onChange={(settings, field) => dispatch(setBlock(block.id, settings, field))}
        onNewVariable={(variable) => dispatch(addVariable(variable))}
      />
    ) : null;
  });
  return { ...page, block: () => page.document().groups[0]?.blocks[0] };
};

const choice = (...labels: readonly string[]): Block => ({
  id: 'c',
  type: 'choice',
  items: labels.map((label) => ({ id: label, label })),
});
const labelsIn = (block: Block | undefined): readonly unknown[] =>
  Array.isArray(block?.items) ? block.items.map((item: { readonly label: string }) => item.label) : [];

describe('writing in a field', () => {
  it('changes that setting, one step for all that is typed', async () => {
    const { user, block, steps } = form({ id: 'm', type: 'message', markdown: 'Hi' });
    await user.type(screen.getByLabelText('Message'), ' there');
    expect(block()).toEqual({ id: 'm', type: 'message', markdown: 'Hi there' });
    expect(steps()).toBe(1);
  });

  it('takes a setting away that is emptied and can be missing', async () => {
    const { user, block } = form({ id: 'h', type: 'handoff', queue: 'support' });
    await user.clear(screen.getByLabelText('Queue'));
    expect(block()).toEqual({ id: 'h', type: 'handoff' });
  });

  it('keeps a space that somebody is about to write on after, though the block has it tidied up', async () => {
    const { user, block } = form({ id: 'e', type: 'end' });
    await user.type(screen.getByLabelText('Outcome'), 'solved early');
    expect(block()).toEqual({ id: 'e', type: 'end', outcome: 'solved early' });
  });

  it('keeps what does not fit yet in the form, says so, and does not change the block', async () => {
    const { user, block } = form({ id: 'a', type: 'attribute', name: 'plan', value: 'Premium' });
    const name = screen.getByLabelText('Attribute');
    await user.clear(name);
    expect(block()).toMatchObject({ name: 'plan' });
    expect(screen.getByText(/Something is still missing/)).toBeTruthy();
    await user.type(name, 'tier');
    expect(block()).toMatchObject({ name: 'tier' });
    expect(screen.queryByText(/Something is still missing/)).toBeNull();
  });

  it('offers values after {{ and fills in the one that is taken', async () => {
    const { user, block } = form({ id: 'm', type: 'message', markdown: '' });
    await user.type(screen.getByLabelText('Message'), 'Order {{{{ord');
    expect(within(screen.getByRole('listbox')).getByText('Order number')).toBeTruthy();
    await user.keyboard('{Enter}');
    expect(block()).toMatchObject({ markdown: 'Order {{order_number}}' });
  });

  it('makes the variable that somebody names', async () => {
    const { user, block, document } = form({ id: 'i', type: 'input', kind: 'text' });
    await user.type(screen.getByRole('combobox', { name: 'Keep the answer in' }), 'Shoe size');
    await user.click(await screen.findByText('Make “Shoe size”'));
    expect(block()).toMatchObject({ variable: 'shoe_size' });
    expect(document().variables.at(-1)).toMatchObject({
      name: 'shoe_size',
      title: 'Shoe size',
      type: 'text',
    });
  });

  it('shows a rule that means nothing here, and takes it away', async () => {
    const { user, block } = form({ id: 'i', type: 'input', kind: 'email', validation: { minLength: 3 } });
    await user.click(screen.getByRole('button', { name: 'Take it away' }));
    expect(block()).toEqual({ id: 'i', type: 'input', kind: 'email' });
  });
});

describe('a list', () => {
  it('grows by Enter, and the new item has the focus', async () => {
    const { user, block } = form(choice('One', 'Two'));
    await user.click(screen.getByLabelText('Item 1: Label'));
    await user.keyboard('{Enter}New');
    expect(labelsIn(block())).toEqual(['One', 'New', 'Two']);
  });

  it('grows by its button', async () => {
    const { user, block } = form(choice('One'));
    await user.click(screen.getByRole('button', { name: 'Add an item' }));
    await user.keyboard('Last');
    expect(labelsIn(block())).toEqual(['One', 'Last']);
  });

  it('moves an item with Alt and an arrow, and the focus goes along', async () => {
    const { user, block } = form(choice('One', 'Two', 'Three'));
    await user.click(screen.getByLabelText('Item 1: Label'));
    await user.keyboard('{Alt>}{ArrowDown}{ArrowDown}{/Alt}');
    expect(labelsIn(block())).toEqual(['Two', 'Three', 'One']);
    expect(document.activeElement).toBe(screen.getByLabelText('Item 3: Label'));
    expect(screen.getByText('Now 3 of 3.')).toBeTruthy();
  });

  it('moves an item by its buttons, until the end, where the other button has the focus', async () => {
    const { user, block } = form(choice('One', 'Two'));
    await user.click(screen.getByRole('button', { name: 'Move Item 1 down' }));
    expect(labelsIn(block())).toEqual(['Two', 'One']);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Move Item 2 up' }));
  });

  it('removes an item and goes on at the next one; the last one takes the setting along', async () => {
    const { user, block } = form(choice('One', 'Two'));
    await user.click(screen.getByRole('button', { name: 'Remove Item 1' }));
    expect(labelsIn(block())).toEqual(['Two']);
    expect(document.activeElement).toBe(screen.getByLabelText('Item 1: Label'));
    await user.click(screen.getByRole('button', { name: 'Remove Item 1' }));
    expect(block()).toEqual({ id: 'c', type: 'choice' });
  });

  it('keeps as many as it needs', () => {
    form({ id: 's', type: 'set-variable', assignments: [{ variable: 'order_number', value: '1' }] });
    expect(screen.getByRole('button', { name: 'Remove Assignment 1' })).toHaveProperty('disabled', true);
  });
});

describe('a condition', () => {
  const branch = (when: object): Block => ({ id: 'b', type: 'condition', branches: [{ id: 'x', when }] });
  const whenOf = (block: Block | undefined) => {
    const [first] = Array.isArray(block?.branches) ? block.branches : [];
    return (first as { readonly when: unknown } | undefined)?.when; // a condition's branch has one
  };
  const choose = async ({ user }: ReturnType<typeof form>, name: string) => {
    await user.click(screen.getByRole('combobox', { name: 'What is compared' }));
    await user.click(await screen.findByRole('option', { name }));
  };

  it('is built from nothing: what, how, with what', async () => {
    const page = form(branch({ all: [] }));
    await page.user.click(screen.getByRole('button', { name: 'Add a comparison' }));
    expect(whenOf(page.block())).toEqual({ all: [] });
    await choose(page, 'Order number');
    await page.user.selectOptions(screen.getByLabelText('How it is compared'), 'starts with');
    await page.user.type(screen.getByLabelText('Compared with'), 'AC-');
    await page.user.click(screen.getByRole('button', { name: 'Capital letters and outer spaces count' }));
    expect(whenOf(page.block())).toEqual({
      all: [{ left: 'order_number', op: 'starts_with', right: 'AC-', exact: true }],
    });
  });

  it('asks for yes or no where a variable is one of them', async () => {
    const page = form(branch({ all: [] }));
    await page.user.click(screen.getByRole('button', { name: 'Add a comparison' }));
    await choose(page, 'Is a member');
    await page.user.selectOptions(screen.getByLabelText('Compared with'), 'yes');
    expect(whenOf(page.block())).toEqual({ all: [{ left: 'is_member', op: 'equals', right: true }] });
  });

  it('keeps as much of a value as another operator takes', async () => {
    const { user, block } = form(branch({ all: [{ left: 'person.plan', op: 'equals', right: 'Premium' }] }));
    const how = screen.getByLabelText('How it is compared');
    await user.selectOptions(how, 'is one of');
    expect(whenOf(block())).toEqual({ all: [{ left: 'person.plan', op: 'one_of', right: ['Premium'] }] });
    await user.selectOptions(how, 'is empty');
    expect(whenOf(block())).toEqual({ all: [{ left: 'person.plan', op: 'is_empty' }] });
  });

  it('takes expressions and groups, of which all or any hold', async () => {
    const { user, block } = form(branch({ all: [{ left: 'person.plan', op: 'is_not_empty' }] }));
    await user.click(screen.getByRole('button', { name: 'Add an expression' }));
    await user.type(screen.getByLabelText('Expression'), 'size(order_number) > 3');
    await user.selectOptions(
      screen.getByLabelText('How many of these must hold'),
      'At least one of these holds',
    );
    expect(whenOf(block())).toEqual({
      any: [{ left: 'person.plan', op: 'is_not_empty' }, { expression: 'size(order_number) > 3' }],
    });
    await user.click(screen.getByRole('button', { name: 'Remove part 1' }));
    expect(whenOf(block())).toEqual({ any: [{ expression: 'size(order_number) > 3' }] });
  });
});

describe('a form that can only be read', () => {
  it('says why, shows everything, and changes nothing', async () => {
    const before = choice('One', 'Two');
    const { user, block } = form(before, 'Ann is editing this flow.');
    expect(screen.getByText('Ann is editing this flow.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Add|Remove|Move/ })).toBeNull();
    const label = screen.getByDisplayValue('One');
    await user.type(label, 'x');
    expect(screen.getByDisplayValue('One')).toBe(label);
    expect(block()).toBe(before);
  });
});
