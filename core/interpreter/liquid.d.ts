/**
 * The part of liquidjs that templates use. The package's own declarations pull in Node's types, which would let
 * `process` and `fetch` into the core; `paths` in tsconfig.json maps `liquidjs` here instead.
 */

/** One parsed piece of a template; opaque to us. */
export interface Template {
  readonly token: { readonly begin: number };
}

/** The piece that `{{…}}` parses to. */
export class Output implements Template {
  readonly token: { readonly begin: number; readonly content: string };
}

export interface LiquidOptions {
  readonly ownPropertyOnly: boolean;
  readonly strictFilters: boolean;
  readonly keepOutputType: boolean;
  readonly tagDelimiterLeft: string;
  readonly memoryLimit: number;
  readonly parseLimit: number;
}

export class Liquid {
  constructor(options: LiquidOptions);
  readonly filters: Record<string, unknown>;
  readonly tags: Record<string, unknown>;
  registerFilter(name: string, filter: (value: unknown, ...args: readonly unknown[]) => unknown): void;
  parse(text: string): Template[];
  renderSync(templates: readonly Template[], scope: object): unknown;
  globalVariableSegmentsSync(templates: readonly Template[]): readonly (readonly unknown[])[];
}
