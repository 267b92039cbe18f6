/** The contract of a block: one definition says everything the core knows about a block type. */
import type { z } from 'zod';
import type { Json } from '../json.ts';
import type { Problem } from '../problem.ts';
import type { Awaiting } from './awaiting.ts';
import type { Condition } from './condition.ts';
import type { Effect } from './effect.ts';
import type { Answer, PersonView } from './input.ts';
import type { Rendered } from './rendered.ts';
import type { Place } from './state.ts';

/** Told on the canvas by icon shape and a coloured spine. */
export type Family = 'say' | 'ask' | 'logic' | 'call' | 'import' | 'end';

/** The port for "after this block", the one without a name. */
export const NEXT = '';

/** What a block may look at while it runs. Reading never changes anything; wishes go into the `Move`. */
export type BlockContext = {
  readonly now: number;
  readonly person: PersonView;
  /** Refused answers so far at this block (0 on the first). */
  readonly tries: number;
  /** "flowId/blockId": the seed for numbers that must stay the same for a person at this block. */
  readonly seed: string;
  /** Fills `{{…}}`; values stay told apart from the author's text. */
  render(template: string): Rendered;
  /** Fills `{{…}}` and gives plain text. */
  text(template: string): string;
  /** The flow's own words for a reply that does not fit (`settings.retryMessage`), a template. */
  readonly retryMessage?: string;
  /** As `text`, but a template that is exactly one `{{path}}` gives that path's own value: a list stays a list. */
  value(template: string): Json;
  /**
   * The value of an expression, or the problem with it. `overlay` holds newer values of variables by name, for a
   * block that sets one variable from another in the same move.
   */
  evaluate(
    expression: string,
    overlay?: { readonly [name: string]: Json },
  ): { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly problem: Problem };
  holds(condition: Condition): boolean;
  /** A variable's value by name; null when unset or unknown. */
  variable(name: string): Json;
};

/** What a block does when it is reached or answered. */
export type Move = {
  readonly effects?: readonly Effect[];
  /** Variables to set, by name. Unknown names are ignored (a check finds them). */
  readonly set?: { readonly [name: string]: Json };
  readonly then: Then;
};

export type Then =
  /**
   * Leave by this port. Without an edge there: by the unnamed port's edge if the block has that port; else on to
   * the next block of the group, or the end of the flow.
   */
  | { readonly type: 'leave'; readonly port: string }
  /** Stop here until an answer comes, or `timer` seconds pass. */
  | { readonly type: 'wait'; readonly awaiting: Awaiting; readonly timer?: number; readonly memory?: Json }
  /** The answer does not fit: say so (effects) and keep waiting; counts as a try. */
  | { readonly type: 'again' }
  | { readonly type: 'jump'; readonly to: Place; readonly andReturn: boolean }
  /** Back to the mark of the last jump that asked for one; without a mark: on. */
  | { readonly type: 'return' }
  | {
      readonly type: 'call';
      readonly flow: string;
      readonly entry?: Place;
      readonly inputs: { readonly [name: string]: Json };
      /** When the subflow ends: the caller's variable by name → the subflow's variable it takes over. */
      readonly outputs?: { readonly [variable: string]: string };
    }
  | { readonly type: 'hand-off' }
  | { readonly type: 'end'; readonly outcome?: string }
  | { readonly type: 'fail'; readonly problem: Problem };

/** What resumes a waiting block. */
export type Resumption =
  | { readonly type: 'answer'; readonly answer: Answer; readonly memory: Json }
  | { readonly type: 'elapsed'; readonly memory: Json };

/** What a block's own check may ask about the document around it. */
export type CheckContext = {
  hasVariable(name: string): boolean;
  hasGroup(id: string): boolean;
  hasBlock(id: string): boolean;
  /** Problems of `{{…}}` in a template: syntax and unknown variables. */
  template(at: string, template: string): readonly Problem[];
  expression(at: string, expression: string): readonly Problem[];
  condition(at: string, condition: Condition): readonly Problem[];
};

export type BlockDefinition<Settings> = {
  readonly type: string;
  readonly family: Family;
  /** As people call it ("Message", "Set a variable"). */
  readonly title: string;
  /** The block's settings without `id` and `type`. Strict: unknown keys are refused. */
  readonly settings: z.ZodType<Settings>;
  /** Named ports besides the unnamed one; `next: false` when nothing comes "after this block". */
  ports(settings: Settings): { readonly named: readonly string[]; readonly next: boolean };
  enter(settings: Settings, context: BlockContext): Move;
  /** Present exactly in blocks whose `enter` may wait. */
  resume?(settings: Settings, input: Resumption, context: BlockContext): Move;
  /** Problems beyond the shape, with `at` relative to the block. */
  check?(settings: Settings, context: CheckContext): readonly Problem[];
  /** Names of variables this block writes, for "never set" hints and the editor. */
  writes?(settings: Settings): readonly string[];
};

/** Identity at run time; at compile time it ties `enter`, `resume` and `check` to the schema's settings. */
export const defineBlock = <Settings>(definition: BlockDefinition<Settings>): BlockDefinition<Settings> =>
  Object.freeze(definition);

/** Every block type the product knows, by type. Made once from the blocks' barrel. */
export type BlockLibrary = ReadonlyMap<string, BlockDefinition<never>>;
