/** Measures JSON before anything recursive touches it, so that no document can exhaust the stack. */

/** True when `value` has at most `deepest` levels and `most` values in all. Iterative on purpose. */
export const isBounded = (value: unknown, deepest: number, most: number): boolean => {
  let level: unknown[] = [value];
  let seen = 1;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return false;
    const below: unknown[] = [];
    for (const each of level) {
      if (typeof each !== 'object' || each === null) continue;
      for (const inner of Object.values(each)) below.push(inner);
      if (seen + below.length > most) return false;
    }
    seen += below.length;
    level = below;
  }
  return true;
};
