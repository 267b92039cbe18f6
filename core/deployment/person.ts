/** The person as a decision sees them. */
import type { JsonObject } from '../json.ts';

export type PersonFacts = {
  /** The internal person: what draws and acts by name hang on. */
  readonly id: string;
  /** What the number is drawn from, fixed at first contact; null when the person has no stable id. */
  readonly key: string | null;
  /** Every id the person is known by, effective email included: what Always and Never name. */
  readonly identities: readonly string[];
  readonly attributes: JsonObject;
};
