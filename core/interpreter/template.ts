/** Fills `{{…}}` in authors' text. Values stay told apart from the text and are never parsed again, whatever they hold. */
import { Liquid, Output, type Template as Piece } from 'liquidjs';
import { isObject, type Json } from '../json.ts';
import { ok, problem, type Result, refused } from '../problem.ts';
import { boundedCache } from './bounded-cache.ts';
import { FILTERS } from './filters.ts';
import { type Rendered, verbatim } from './rendered.ts';
import { type Scope, valueAt } from './scope.ts';
import { textOf } from './text.ts';

/** A parsed template: the author's words, and places to fill. */
export type Template = {
  readonly parts: readonly (string | Place)[];
  /** Dotted paths of everything it reads ("name", "person.email"). */
  readonly reads: readonly string[];
};
type Place = { readonly reads: readonly string[]; fill(scope: Scope): Json };

/** Longest text that is parsed as a template, and longest place in it; longer is a problem. */
const LONGEST = 100_000;
const MOST_PIECES = 2_000;
const LONG_PLACE = /\{\{(?:(?!\}\})[\s\S]){1000}/;

const engine = new Liquid({
  ownPropertyOnly: true,
  strictFilters: true,
  keepOutputType: true,
  tagDelimiterLeft: '\u0000{%', // tags do not exist here: `{%` is literal text
  memoryLimit: 1_000_000,
  parseLimit: 1_000_000,
});
for (const name of Object.keys(engine.tags)) delete engine.tags[name];
for (const name of Object.keys(engine.filters)) delete engine.filters[name];
for (const [name, filter] of Object.entries(FILTERS)) {
  engine.registerFilter(name, (value, ...args) => filter(jsonOf(value), ...args.map(jsonOf)));
}

/** Parses a template, or says what is wrong with it. Remembers what it parsed. */
export const compileTemplate = (text: string): Result<Template> => compiled(text);

const compiled = boundedCache<Result<Template>>(2_000, (text) => {
  if (!text.includes('{{')) return ok({ parts: text === '' ? [] : [text], reads: [] });
  if (text.length > LONGEST || LONG_PLACE.test(text)) return tooLong;
  try {
    const pieces = engine.parse(text);
    if (pieces.length > MOST_PIECES) return tooLong;
    const parts = pieces.map(partOf).filter((part) => part !== '');
    const reads = new Set(parts.flatMap((part) => (typeof part === 'string' ? [] : part.reads)));
    return ok({ parts, reads: [...reads] });
  } catch (error) {
    return refused(
      problem('template-syntax', '', sentence(error), 'Write {{name}} with one variable inside.'),
    );
  }
});

const tooLong = refused(
  problem('template-too-long', '', 'This text, or a place to fill in it, is too long.', 'Split it up.'),
);

/** Names and dots only; the engine gives `size`, `first` and `last` of lists a meaning of their own. */
const PLAIN = /^[A-Za-z_]\w*(?:\.(?!(?:size|first|last)$)[A-Za-z_]\w*)*$/;
const CONSTANTS = new Set(['true', 'false', 'nil', 'null', 'empty', 'blank']);

const partOf = (piece: Piece): string | Place => {
  if (!(piece instanceof Output)) return String(engine.renderSync([piece], {}));
  const { content } = piece.token;
  // Most places are a plain path: those are looked up directly, without an engine.
  if (PLAIN.test(content) && !CONSTANTS.has(content)) {
    return { reads: [content], fill: (scope) => valueAt(scope, content) };
  }
  const paths = engine.globalVariableSegmentsSync([piece]);
  const reads = paths.map((steps) => steps.filter((step) => !Array.isArray(step)).join('.'));
  return { reads, fill: (scope) => computed(piece, scope) };
};

const computed = (piece: Piece, scope: Scope): Json => {
  try {
    return jsonOf(engine.renderSync([piece], scope.names));
  } catch {
    return null; // a filter met something beyond its limits: nothing to show
  }
};

/** The text with values filled in; a text that is no valid template stands as it was written. */
export const renderTemplate = (text: string, scope: Scope): Rendered => {
  const template = compileTemplate(text);
  if (!template.ok) return [text];
  return template.value.parts
    .map((part) => (typeof part === 'string' ? part : { value: textOf(part.fill(scope)) }))
    .filter((part) => typeof part === 'string' || part.value !== '');
};

/** The value of a template that is exactly one `{{x}}` (a list stays a list); undefined for any other template. */
export const loneValue = (text: string, scope: Scope): Json | undefined => {
  const template = compileTemplate(text);
  if (!template.ok) return undefined;
  const [only, second] = template.value.parts;
  return only === undefined || second !== undefined || typeof only === 'string'
    ? undefined
    : only.fill(scope);
};

/** The value of a lone `{{x}}`, otherwise the filled text. */
export const templateValue = (text: string, scope: Scope): Json => {
  const lone = loneValue(text, scope);
  return lone === undefined ? verbatim(renderTemplate(text, scope)) : lone;
};

/** What came out of the engine as JSON; its own marker objects (`nil`, `empty`) are nothing. */
const jsonOf = (value: unknown): Json => {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value as readonly Json[]; // lists come from the scope, which is JSON
  if (!isObject(value)) return null;
  const parent: unknown = Object.getPrototypeOf(value);
  return parent === null || parent === Object.prototype ? (value as Json) : null; // plain objects come from the scope
};

const sentence = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  const [first = ''] = message.split(/\n|, line:/);
  return `This text cannot be read: ${first.slice(0, 200)}.`;
};
