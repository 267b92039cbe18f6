/** Rules by what they look for: which of thousands may hold for a person, found from the person's attributes. */
import { isObject, type JsonObject } from '../json.ts';
import type { AttributeRule, AttributeType } from './audience.ts';
import { type EdgeIndex, edgeIndex } from './edge-index.ts';
import { type EqualityIndex, equalityIndex } from './equality-index.ts';
import { type PartIndex, partIndex } from './part-index.ts';
import { folded, isScalar, type Scalar, textOf } from './scalar.ts';

/**
 * The values one of which a rule wants to find; null when the rule cannot be looked up: a negation, an order, a
 * date's age or a pattern may hold for values that nobody can list.
 */
export const soughtBy = ({ operator, value }: AttributeRule): readonly Scalar[] | null => {
  switch (operator) {
    case 'equals':
    case 'contains':
    case 'starts_with':
    case 'ends_with':
      return isScalar(value) && folded(textOf(value)) !== '' ? [value] : null;
    case 'one_of':
      return Array.isArray(value) ? value.filter(isScalar) : null;
    default:
      return null;
  }
};

export type RuleIndex<T> = {
  /** Files a rule that `soughtBy` gives values for. */
  readonly add: (rule: AttributeRule, item: T) => void;
  /** Visits at least every item whose rule holds, some perhaps twice; some whose rule does not hold may be among them. */
  readonly find: (attributes: JsonObject, visit: (item: T) => void) => void;
};

/** What is sought in one attribute. */
type Sought<T> = {
  /** The value itself, or an element of a list. */
  readonly values: EqualityIndex<T>;
  /** Parts of a single text (an element of a list has to be equal). */
  readonly inText: PartIndex<T>;
  /** Beginnings and ends, of a text and of a list's elements. */
  readonly starts: EdgeIndex<T>;
  readonly ends: EdgeIndex<T>;
};

const findEdges = <T>({ starts, ends }: Sought<T>, text: string, visit: (item: T) => void): void => {
  starts.find(text, visit);
  ends.find(text, visit);
};

const findIn = <T>(sought: Sought<T>, found: unknown, visit: (item: T) => void): void => {
  const edged = sought.starts.size() + sought.ends.size() > 0;
  if (Array.isArray(found)) {
    for (const element of found) {
      sought.values.find(element, visit);
      if (edged && isScalar(element)) findEdges(sought, folded(textOf(element)), visit);
    }
    return;
  }
  if (!isScalar(found)) return;
  sought.values.find(found, visit);
  if (!edged && sought.inText.size() === 0) return;
  const text = folded(textOf(found));
  sought.inText.find(text, visit);
  findEdges(sought, text, visit);
};

/** One level of the attributes: what a key may be the end of, and what may lie inside it. */
type Level<T> = Map<string, { sought?: Sought<T>; inside?: Level<T> }>;

const placeAt = <T>(level: Level<T>, key: string): { sought?: Sought<T>; inside?: Level<T> } => {
  const known = level.get(key);
  if (known !== undefined) return known;
  const made = {};
  level.set(key, made);
  return made;
};

/** At each level a key may hold the rest of the path, or its next step; a person may have either. */
const findAtLevel = <T>(level: Level<T>, values: Record<string, unknown>, visit: (item: T) => void): void => {
  const look = (key: string, place: { sought?: Sought<T>; inside?: Level<T> }): void => {
    const found = values[key];
    if (place.sought !== undefined) findIn(place.sought, found, visit);
    if (place.inside !== undefined && isObject(found)) findAtLevel(place.inside, found, visit);
  };
  // A person has few attributes of the many that rules may ask for, or rules ask for few of a person's many.
  const keys = level.size > 8 ? Object.keys(values) : null;
  if (keys === null || keys.length > level.size) {
    for (const [key, place] of level) if (Object.hasOwn(values, key)) look(key, place);
    return;
  }
  for (const key of keys) {
    const place = level.get(key);
    if (place !== undefined) look(key, place);
  }
};

/** An empty index of rules; `types` are the declared types of attributes, as the rules were compiled with. */
export const ruleIndex = <T>(types: ReadonlyMap<string, AttributeType>): RuleIndex<T> => {
  const top: Level<T> = new Map();
  const byPath = new Map<string, Sought<T>>();

  /** Files the attribute in every way its dotted path may be met, as `compileAttribute` reads it. */
  const soughtAt = (path: string): Sought<T> => {
    const known = byPath.get(path);
    if (known !== undefined) return known;
    const sought: Sought<T> = {
      values: equalityIndex<T>({ type: types.get(path) }),
      inText: partIndex<T>(),
      starts: edgeIndex<T>('start'),
      ends: edgeIndex<T>('end'),
    };
    byPath.set(path, sought);
    const steps = path.split('.');
    let level = top;
    for (const [i, step] of steps.entries()) {
      placeAt(level, steps.slice(i).join('.')).sought = sought;
      if (i === steps.length - 1) break;
      const place = placeAt(level, step);
      place.inside ??= new Map();
      level = place.inside;
    }
    return sought;
  };

  return {
    add: (rule, item) => {
      const sought = soughtAt(rule.attribute);
      for (const value of soughtBy(rule) ?? []) {
        const text = folded(textOf(value));
        if (rule.operator === 'starts_with') sought.starts.add(text, item);
        else if (rule.operator === 'ends_with') sought.ends.add(text, item);
        else {
          sought.values.add(value, item);
          if (rule.operator === 'contains') sought.inText.add(text, item);
        }
      }
    },
    find: (attributes, visit) => findAtLevel(top, attributes, visit),
  };
};
