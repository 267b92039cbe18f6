import { describe, expect, it } from 'vitest';
import { codes, withSettings } from '../fake-context.ts';
import { condition } from './block.ts';

const more = (than: number) => ({ all: [{ left: 'count', op: 'greater_than', right: than }] });
const block = withSettings(condition, {
  branches: [
    { id: 'many', when: more(10) },
    { id: 'some', when: more(0) },
  ],
});
const port = (count: number | null) => {
  const { then } = block.enter({ variables: { count } });
  return then.type === 'leave' ? then.port : null;
};

describe('a condition', () => {
  it('takes the first branch that holds', () => {
    expect(port(11)).toBe('many');
    expect(port(1)).toBe('some');
  });

  it('takes `else` when none holds', () => {
    expect(port(0)).toBe('else');
    expect(port(null)).toBe('else');
  });

  it('has a way out per branch, and `else`, and no other', () => {
    expect(block.ports()).toEqual({ named: ['many', 'some', 'else'], next: false });
  });

  it('is found wanting without branches, with one called else, and with two of one id', () => {
    const check = (...ids: readonly string[]) =>
      codes(withSettings(condition, { branches: ids.map((id) => ({ id, when: more(1) })) }).check());
    expect(check()).toEqual(['condition-without-branches branches']);
    expect(check('a', 'else')).toEqual(['reserved-id branches.1.id']);
    expect(check('a', 'a')).toEqual(['duplicate-id branches.1.id']);
  });
});
