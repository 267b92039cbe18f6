import type { FlowDocument } from '@sluice/core/flow/document';
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { rendered } from '../../fakes/rendered.tsx';
import { TestPanel } from './test-panel.tsx';

const document: FlowDocument = {
  schema: 1,
  name: 'Support',
  start: { group: 'welcome' },
  groups: [
    {
      id: 'welcome',
      title: 'Welcome',
      position: { x: 0, y: 0 },
      blocks: [
        { id: 'hello', type: 'message', markdown: 'Hi {{person.name}}, **what** is it?' },
        {
          id: 'pick',
          type: 'choice',
          items: [
            { id: 'broken', label: 'Something is broken' },
            { id: 'other', label: 'Something else' },
          ],
        },
      ],
    },
    {
      id: 'team',
      title: 'Team',
      position: { x: 400, y: 0 },
      blocks: [{ id: 'hand', type: 'handoff', queue: 'Support' }],
    },
  ],
  edges: [{ id: 'e', from: { block: 'pick', port: 'broken' }, to: { group: 'team' } }],
  variables: [{ id: 'v', name: 'topic', type: 'text' }],
  triggers: [],
  settings: {},
};

const kept = {
  id: 'test_1',
  name: 'A broken thing goes to the team',
  turns: [
    {
      input: null,
      says: ['Hi , **what** is it?'],
      choices: ['Something is broken', 'Something else'],
      status: 'waiting',
    },
    { input: 'Something is broken', says: [], choices: [], status: 'handed-off' },
  ],
  author: 'Ann',
  createdAt: '2026-03-09T14:21:00.000Z',
  updatedAt: '2026-03-09T14:21:00.000Z',
};
const nothing = { items: [], next: null };
const answers = {
  'GET /flows/f1/versions': nothing,
  'GET /flows/f1/tests': nothing,
  'GET /people': nothing,
};

const panel = (more: object = {}, edited: Partial<Parameters<typeof TestPanel>[0]> = {}) => {
  const stands: (string | null)[] = [];
  const painted: (readonly string[] | null)[] = [];
  const onStand = (block: string | null): void => void stands.push(block);
  const onCoverage = (blocks: readonly string[] | null): void => void painted.push(blocks);
  const page = rendered(
    <TestPanel
      flowId="f1"
      document={document}
      readOnly={null}
      onStand={onStand}
      onCoverage={onCoverage}
      close={() => {}}
      {...edited}
    />,
    { ...answers, ...more },
  );
  return { ...page, stands, painted };
};
const talk = async () => within(await screen.findByRole('region', { name: 'Conversation' }));

describe('the test panel', () => {
  it('talks by the flow itself and points at the block where it stands', async () => {
    const { user, stands } = panel();
    expect((await talk()).getByText('what').tagName).toBe('STRONG');
    expect(stands).toContain('pick');
    await user.click(screen.getByRole('button', { name: 'Something is broken' }));
    expect((await talk()).getByText('Hands over to Support')).toBeTruthy();
    expect(stands.at(-1)).toBe('hand');
  });

  it('steps back to the question, and begins again', async () => {
    const { user } = panel();
    await talk();
    await user.click(screen.getByRole('button', { name: 'Something is broken' }));
    await user.click(screen.getByRole('button', { name: 'Step back' }));
    expect(screen.getByRole('button', { name: 'Something else' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Something is broken' }));
    await user.click(screen.getByRole('button', { name: 'Restart' }));
    expect(screen.getByRole('button', { name: 'Step back' })).toHaveProperty('disabled', true);
  });

  it('talks as the person who was chosen', async () => {
    const { user } = panel();
    await talk();
    await user.click(screen.getByRole('button', { name: /^Talking as/ }));
    await user.click(screen.getByRole('button', { name: 'Add an attribute' }));
    await user.type(screen.getByLabelText('Name of attribute 1'), 'name');
    await user.type(screen.getByLabelText('Value of name'), 'Ann');
    expect((await talk()).getByText(/Hi Ann/)).toBeTruthy();
  });

  it('keeps what was said as a test', async () => {
    const { user, asked } = panel({ 'POST /flows/f1/tests': (body: object) => ({ ...kept, ...body }) });
    await talk();
    await user.click(screen.getByRole('button', { name: 'Something is broken' }));
    await user.click(screen.getByRole('button', { name: 'Save as test' }));
    await user.type(await screen.findByLabelText(/^Name/), 'A broken thing');
    await user.click(screen.getByRole('button', { name: 'Save test' }));
    await screen.findByText('“A broken thing” is a test now.');
    expect(asked.find(({ call }) => call === 'POST /flows/f1/tests')?.body).toMatchObject({
      name: 'A broken thing',
      turns: [{ input: null }, { input: 'Something is broken', status: 'handed-off' }],
    });
  });

  it('keeps nothing for a viewer', async () => {
    const { user } = panel({}, { readOnly: 'Your role is viewer.' });
    await talk();
    await user.click(screen.getByRole('button', { name: 'Save as test' }));
    expect(screen.queryByLabelText(/^Name/)).toBeNull();
  });
});

describe('the tests of a flow', () => {
  it('pass, and show which blocks they run', async () => {
    const { user, painted } = panel({ 'GET /flows/f1/tests': { items: [kept] } });
    await user.click(await screen.findByRole('tab', { name: 'Tests' }));
    expect((await screen.findByRole('status')).textContent).toBe('The test passes. They run 3 of 3 blocks.');
    await user.click(screen.getByRole('switch', { name: /^Show on the canvas/ }));
    expect(painted.at(-1)).toEqual(['hello', 'pick', 'hand']);
  });

  it('say where the draft goes another way', async () => {
    const changed = { ...document, edges: [] };
    const { user } = panel({ 'GET /flows/f1/tests': { items: [kept] } }, { document: changed });
    await user.click(await screen.findByRole('tab', { name: 'Tests' }));
    expect((await screen.findByRole('status')).textContent).toContain('1 of 1 test fails.');
    expect(screen.getByText('Turn 2 leaves the conversation otherwise')).toBeTruthy();
  });

  it('are explained when there are none', async () => {
    const { user } = panel();
    await user.click(await screen.findByRole('tab', { name: 'Tests' }));
    expect(await screen.findByText('No tests yet')).toBeTruthy();
  });
});
