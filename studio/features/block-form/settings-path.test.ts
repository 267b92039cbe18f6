import { describe, expect, it } from 'vitest';
import { below, settingAt, withSetting } from './settings-path.ts';

const settings = { kind: 'text', validation: { min: 1 }, items: [{ id: 'a', label: 'A' }, { id: 'b' }] };

describe('a setting by its path', () => {
  it('is read through objects and lists, and nothing where there is nothing', () => {
    expect(settingAt(settings, 'items.0.label')).toBe('A');
    expect(settingAt(settings, 'validation.min')).toBe(1);
    expect(settingAt(settings, '')).toBe(settings);
    for (const path of ['items.7.label', 'kind.length', 'toString', 'validation.constructor'])
      expect(settingAt(settings, path)).toBeUndefined();
  });

  it('is written where it belongs, and the rest stays the same object', () => {
    const next = withSetting(settings, 'items.0.label', 'B');
    expect(next).toEqual({ ...settings, items: [{ id: 'a', label: 'B' }, { id: 'b' }] });
    expect(next.validation).toBe(settings.validation);
    expect(settings.items[0]?.label).toBe('A');
  });

  it('makes the objects on its way, and takes them away with the last setting in them', () => {
    expect(withSetting({}, 'validation.min', 3)).toEqual({ validation: { min: 3 } });
    expect(withSetting(settings, 'validation.min', undefined)).toEqual({
      kind: 'text',
      items: settings.items,
    });
    expect(withSetting({ outcome: 'x' }, 'outcome', undefined)).toEqual({});
  });

  it('keeps the others in their order', () => {
    expect(Object.keys(withSetting({ a: 1, b: 2, c: 3 }, 'b', 4))).toEqual(['a', 'b', 'c']);
  });

  it('has a path below another', () => {
    expect(below('', 'items')).toBe('items');
    expect(below('items.0', 'label')).toBe('items.0.label');
  });
});
