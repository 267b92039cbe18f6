import { problem } from '@sluice/core/problem';
import { describe, expect, it } from 'vitest';
import { fieldProblems } from './field-problems.ts';
import { Refusal } from './refusal.ts';

const refusal = new Refusal([
  problem('bad-request', 'password', 'password: A password needs at least 12 characters.'),
  problem('bad-request', 'email', 'This is not an e-mail address.', 'Write it as ann@example.com.'),
  problem('bad-request', 'token', 'The link is not complete.'),
]);

describe('problems of a form', () => {
  it('stand beside the field they are about, without naming it again', () => {
    const problems = fieldProblems(refusal, ['email', 'password']);
    expect(problems.of('password')).toBe('A password needs at least 12 characters.');
    expect(problems.of('email')).toBe('This is not an e-mail address. Write it as ann@example.com.');
    expect(problems.of('name')).toBeNull();
  });

  it('stand above the form when no field is theirs', () => {
    expect(fieldProblems(refusal, ['email', 'password']).rest.map(({ at }) => at)).toEqual(['token']);
  });

  it('are none before anything was refused', () => {
    expect(fieldProblems(null, ['email']).rest).toEqual([]);
  });
});
