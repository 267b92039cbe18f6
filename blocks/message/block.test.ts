import { asMarkdown } from '@sluice/core/interpreter/rendered';
import { describe, expect, it } from 'vitest';
import { said, withSettings } from '../fake-context.ts';
import { message } from './block.ts';

const move = (markdown: string, variables = {}) => withSettings(message, { markdown }).enter({ variables });

describe('a message', () => {
  it('says its Markdown with values filled in, and goes on', () => {
    const greeting = move('Hi **{{ name }}**!', { name: 'Ann' });
    expect(said(greeting)).toEqual(['Hi **Ann**!']);
    expect(greeting.then).toEqual({ type: 'leave', port: '' });
  });

  it('never reads a value as a template or as markup', () => {
    const [effect] = move('You said: {{ answer }}', { answer: '{{7*7}} **bold**' }).effects ?? [];
    if (effect?.type !== 'message') throw new Error('it says nothing');
    expect(asMarkdown(effect.text)).toContain('\\*\\*bold\\*\\*');
    expect(asMarkdown(effect.text)).toContain('7\\*7');
  });

  it('says nothing when only an empty value is left', () => {
    expect(said(move(' {{ note }} ', { note: null }))).toEqual([]);
  });

  it('is strict about its settings', () => {
    expect(message.settings.safeParse({ markdown: 'a', html: 'b' }).success).toBe(false);
    expect(message.settings.safeParse({}).success).toBe(false);
  });
});
