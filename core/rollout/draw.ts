/** The draw: one number per person and deployment, the same for ever, on every machine. */
import type { Instant } from '../instant.ts';
import type { BasisPoints } from './share.ts';

/** Stored with every draw, so that a later method never reinterprets an old number. */
export const METHOD = 'murmur3-x86-32/1';

/** Immutable: what was drawn, at which share, after which act. */
export type Draw = {
  readonly deploymentId: string;
  readonly generation: number;
  /** The internal person (in files and on paper: the person key). */
  readonly person: string;
  readonly u32: number;
  readonly share: BasisPoints;
  /** The deployment's act number at the draw. */
  readonly act: number;
  readonly at: Instant;
  readonly purpose: 'conversation' | 'visit' | 'identified' | 'put-in';
  readonly method: typeof METHOD;
};
