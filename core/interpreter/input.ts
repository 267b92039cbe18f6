/** What comes into a flow. Everything that is not in the document or the state comes in here, so a turn can be replayed. */
import type { Instant } from '../instant.ts';
import type { JsonObject } from '../json.ts';
import type { Place } from './state.ts';

/** What a person sent. `choice`/`choices` are item ids; `text` also matches labels, values and 1-based numbers. */
export type Answer = {
  readonly text?: string;
  readonly choice?: string;
  readonly choices?: readonly string[];
  readonly file?: { readonly url: string; readonly name: string };
};

/** The person as the flow sees them: `{{person.email}}` reads `attributes.email`. */
export type PersonView = { readonly key: string; readonly attributes: JsonObject };

/** A start with `at` begins there instead of at the flow's start, to try out a part. */
export type Input = { readonly now: Instant } & (
  | { readonly type: 'start'; readonly person: PersonView; readonly at?: Place }
  | { readonly type: 'answer'; readonly answer: Answer; readonly person?: PersonView }
  | { readonly type: 'elapsed'; readonly person?: PersonView }
  /** A human gives a handed-off conversation back: it goes on after the block that handed it off. */
  | { readonly type: 'hand-back'; readonly person?: PersonView }
  | { readonly type: 'command'; readonly command: string; readonly person?: PersonView }
);
