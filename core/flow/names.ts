/** Which names variables may have: those that templates, expressions and plain objects leave free. */

export const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

const RESERVED = new Set([
  // the person, and the names every object has by birth
  ...['person', '__proto__', 'constructor', 'prototype'],
  // words of templates
  ...['nil', 'empty', 'blank', 'contains'],
  // words of expressions
  ...['true', 'false', 'null', 'in', 'and', 'or', 'not', 'as', 'break', 'const', 'continue', 'else', 'for'],
  ...['function', 'if', 'import', 'let', 'loop', 'package', 'namespace', 'return', 'var', 'void', 'while'],
]);

/** True when templates or expressions could not read a variable of this name. */
export const isReservedName = (name: string): boolean => RESERVED.has(name);
