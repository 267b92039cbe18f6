import type { FlowDocument } from '@sluice/core/flow/document';
import { problem } from '@sluice/core/problem';
import { describe, expect, it } from 'vitest';
import {
  edited,
  isUnsaved,
  maySend,
  mine,
  notTaken,
  openDraft,
  openWithCopy,
  resumed,
  sent,
  taken,
  theirs,
} from './draft.ts';

const named = (name: string): FlowDocument => ({
  schema: 1,
  name,
  start: { group: 'g' },
  groups: [],
  edges: [],
  variables: [],
  triggers: [],
  settings: {},
});
const [first, second, third] = [named('first'), named('second'), named('third')];
const open = openDraft(first, '"1"');
const refusal = (code: string) => [problem(code, '', 'No.')];

describe('a draft', () => {
  it('is saved until something changes, and again once the server took it', () => {
    const changed = edited(open, second);
    expect([open.status, changed.status, maySend(changed)]).toEqual(['saved', 'editing', true]);
    const away = sent(changed);
    expect([away.status, maySend(away)]).toEqual(['saving', false]);
    expect(taken(away, '"2"')).toEqual(openDraft(second, '"2"'));
  });

  it('sends what was changed while something was on its way', () => {
    const later = taken(edited(sent(edited(open, second)), third), '"2"');
    expect([later.status, later.saved, later.document]).toEqual(['editing', second, third]);
  });

  it('is saved again when the change was undone', () => {
    expect(edited(edited(open, second), first).status).toBe('saved');
  });

  it.each([
    ['offline', 'offline', true],
    ['unavailable', 'offline', true],
    ['not-signed-in', 'signed-out', false],
    ['stale', 'conflict', false],
    ['too-big', 'refused', false],
  ])('refused with %s is %s, and nothing of it is lost', (code, status, tries) => {
    const draft = notTaken(sent(edited(open, second)), refusal(code));
    expect([draft.status, draft.document, isUnsaved(draft), maySend(draft)]).toEqual([
      status,
      second,
      true,
      tries,
    ]);
  });

  it('keeps edits made without a line or a session, and sends them once there is one', () => {
    for (const code of ['offline', 'not-signed-in']) {
      const held = edited(notTaken(sent(edited(open, second)), refusal(code)), third);
      expect(held.document).toBe(third);
      expect(resumed(held)).toMatchObject({ status: 'editing', document: third });
    }
  });

  it('that was refused is tried again once it was edited', () => {
    expect(edited(notTaken(sent(edited(open, second)), refusal('too-big')), third)).toMatchObject({
      status: 'editing',
      problems: [],
    });
  });
});

describe('a conflict', () => {
  const conflict = notTaken(sent(edited(open, second)), refusal('stale'));

  it('waits for somebody to choose, whatever is edited', () => {
    expect(edited(conflict, third)).toMatchObject({ status: 'conflict', document: third });
  });

  it('is over when theirs is taken', () => {
    expect(theirs(third, '"5"')).toEqual(openDraft(third, '"5"'));
  });

  it('is over when mine goes over theirs, knowing it', () => {
    expect(mine(conflict, third, '"5"')).toMatchObject({
      status: 'editing',
      document: second,
      revision: '"5"',
    });
  });
});

describe('a copy left in the browser', () => {
  const copy = { revision: '"1"', document: second };

  it('goes on where it was left', () => {
    expect(openWithCopy(first, '"1"', copy)).toMatchObject({ status: 'editing', document: second });
  });

  it('is a conflict when somebody saved since', () => {
    expect(openWithCopy(third, '"4"', copy)).toMatchObject({ status: 'conflict', document: second });
  });

  it('that says nothing new is forgotten', () => {
    expect(openWithCopy(second, '"4"', copy)).toEqual(openDraft(second, '"4"'));
    expect(openWithCopy(second, '"4"', null)).toEqual(openDraft(second, '"4"'));
  });
});
