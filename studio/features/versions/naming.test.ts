import { expect, test } from 'vitest';
import { naming } from './naming.ts';

test.each([
  ['message', 'markdown', 'Message'],
  ['choice', 'items.0.label', 'Items 1 label'],
  ['choice', 'group', 'Group'],
  ['teleport', 'targetPlace.x', 'Target place x'],
])('the setting of a %s at %s is called %s', (type, field, label) => {
  expect(naming.fieldLabel(type, field)).toBe(label);
});

test('a block is called by its title, and by its type when nobody knows it', () => {
  expect([naming.blockTitle('message'), naming.blockTitle('teleport')]).toEqual(['Message', 'teleport']);
});
