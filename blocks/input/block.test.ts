import { describe, expect, it } from 'vitest';
import { codes, fakeCheck, said, withSettings } from '../fake-context.ts';
import { input } from './block.ts';

const ask = (settings: object) => withSettings(input, { kind: 'email', variable: 'email', ...settings });
const invalid = { then: { type: 'leave', port: 'invalid' } };

describe('an input', () => {
  it('tells the platform what it waits for, words filled in', () => {
    const move = ask({ placeholder: '{{ name }}@example.com', button: 'Send', timeout: 60 }).enter({
      variables: { name: 'ann' },
    });
    expect(move.then).toEqual({
      type: 'wait',
      awaiting: {
        type: 'input',
        kind: 'email',
        placeholder: 'ann@example.com',
        button: 'Send',
        required: true,
      },
      timer: 60,
    });
  });

  it('tells the range of a rating, a number and a date', () => {
    const awaiting = (settings: object) => {
      const { then } = ask(settings).enter();
      return then.type === 'wait' ? then.awaiting : null;
    };
    expect(awaiting({ kind: 'rating' })).toMatchObject({ min: 1, max: 5, step: 1 });
    expect(awaiting({ kind: 'number', validation: { min: 0, step: 5 } })).toMatchObject({ min: 0, step: 5 });
    expect(awaiting({ kind: 'date', validation: { max: '31.12.2026' } })).toMatchObject({
      max: '2026-12-31',
    });
  });

  it('keeps a fitting answer and goes on', () => {
    expect(ask({}).answer('Ann@Example.com')).toEqual({
      set: { email: 'ann@example.com' },
      then: { type: 'leave', port: '' },
    });
    expect(withSettings(input, { kind: 'text' }).answer('hi')).toEqual({ then: { type: 'leave', port: '' } });
  });

  it('takes what a button says as words', () => {
    expect(withSettings(input, { kind: 'rating', variable: 'r' }).answer({ choice: '4' }).set).toEqual({
      r: 4,
    });
  });

  it('asks again when the answer does not fit', () => {
    const move = ask({}).answer('hi');
    expect(move.then).toEqual({ type: 'again' });
    expect(said(move)).toEqual([
      'That doesn’t look like an email address. Could you check it? It should look like ann@example.com.',
    ]);
    expect(move.set).toBeUndefined();
  });

  it('prefers the most particular words for asking again', () => {
    const order = {
      kind: 'text',
      validation: { pattern: 'AC-[0-9]{5}', message: 'Like AC-12345, {{ name }}.' },
      retryMessage: 'Your order number?',
    };
    const around = { variables: { name: 'Ann' }, retryMessage: 'Pardon?' };
    expect(said(ask(order).answer('12', around))).toEqual(['Like AC-12345, Ann.']);
    expect(said(ask(order).answer(' ', around))).toEqual(['Your order number?']);
    expect(said(ask({}).answer('12', around))).toEqual(['Pardon?']);
  });

  it('asks again as often as it may, then leaves by `invalid`', () => {
    const block = ask({ maxRetries: 2 });
    expect(block.answer('x', { tries: 0 }).then).toEqual({ type: 'again' });
    expect(block.answer('x', { tries: 1 }).then).toEqual({ type: 'again' });
    expect(block.answer('x', { tries: 2 })).toEqual(invalid);
    expect(ask({ maxRetries: 0 }).answer('x')).toEqual(invalid);
    expect(ask({}).answer('x', { tries: 100 }).then).toEqual({ type: 'again' });
  });

  it('leaves by `invalid` when its time is up', () => {
    expect(ask({ timeout: 60 }).elapse()).toEqual(invalid);
  });

  it('has the way out `invalid` only when it can give up', () => {
    expect(ask({}).ports()).toEqual({ named: [], next: true });
    expect(ask({ maxRetries: 1 }).ports()).toEqual({ named: ['invalid'], next: true });
    expect(ask({ timeout: 1 }).ports()).toEqual({ named: ['invalid'], next: true });
  });

  it('may be skipped with nothing when it is not required', () => {
    expect(ask({ required: false }).answer('  ')).toEqual({
      set: { email: null },
      then: { type: 'leave', port: '' },
    });
    expect(ask({ required: false }).answer('x').then).toEqual({ type: 'again' });
    expect(ask({}).answer('').then).toEqual({ type: 'again' });
  });

  it('is found wanting with rules that mean nothing for its kind, or that nothing can meet', () => {
    const check = (settings: object) => codes(ask(settings).check(fakeCheck({ variables: ['email'] })));
    expect(check({})).toEqual([]);
    expect(check({ validation: { min: 1 }, country: 'DE' })).toEqual([
      'rule-not-used validation.min',
      'rule-not-used country',
    ]);
    expect(check({ variable: 'mail' })).toEqual(['unknown-variable variable']);
    expect(check({ kind: 'text', validation: { pattern: '(' } })).toEqual(['bad-pattern validation.pattern']);
    expect(check({ kind: 'text', validation: { minLength: 5, maxLength: 2 } })).toEqual([
      'empty-range validation.minLength',
    ]);
    expect(check({ kind: 'number', validation: { min: 5, max: 2 } })).toEqual(['empty-range validation.min']);
    expect(check({ kind: 'date', validation: { min: 'soon' } })).toEqual(['bad-bound validation.min']);
    expect(check({ kind: 'time', validation: { max: '9' } })).toEqual(['bad-bound validation.max']);
    expect(check({ kind: 'rating', validation: { max: 4.5 } })).toEqual(['bad-bound validation']);
    expect(check({ kind: 'phone', country: 'XX' })).toEqual(['unknown-country country']);
  });
});
