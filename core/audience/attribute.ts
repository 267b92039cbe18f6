/** Reads an attribute by its dotted path: own properties of nested objects, never list indices. */
import { isObject, own } from '../json.ts';

/**
 * Compiles a dotted path once. Nested objects are walked; at every level a key that literally holds the
 * whole rest of the path wins. The reader gives undefined when there is nothing.
 */
export const compileAttribute = (path: string): ((attributes: unknown) => unknown) => {
  if (!path.includes('.')) return (attributes) => (isObject(attributes) ? own(attributes, path) : undefined);
  const steps = path.split('.');
  const rests = steps.map((_, index) => steps.slice(index).join('.'));
  return (attributes) => {
    let here = attributes;
    for (let i = 0; i < steps.length; i += 1) {
      if (!isObject(here)) return undefined;
      const rest = rests[i] ?? '';
      if (Object.hasOwn(here, rest)) return here[rest];
      const step = steps[i] ?? '';
      if (!Object.hasOwn(here, step)) return undefined;
      here = here[step];
    }
    return undefined; // not reached: the last step is its own rest
  };
};

/** Reads one attribute once; undefined when there is nothing. */
export const readAttribute = (attributes: unknown, path: string): unknown =>
  compileAttribute(path)(attributes);
