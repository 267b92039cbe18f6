/** What is painted over the drawing of a flow: where a trial stands, what tests run, what changed, what is wrong. */
export type Marks = {
  /** The block where a conversation stands. */
  readonly standing: string | null;
  /** Blocks that tests run; null when coverage is not shown. */
  readonly covered: ReadonlySet<string> | null;
  /** By id of block or group. */
  readonly changes: ReadonlyMap<string, 'added' | 'removed' | 'changed'>;
  /** How many problems a block has, by its id. */
  readonly problems: ReadonlyMap<string, number>;
  /** How many open comments a block or group has, by its id. */
  readonly comments: ReadonlyMap<string, number>;
};

export const NO_MARKS: Marks = {
  standing: null,
  covered: null,
  changes: new Map(),
  problems: new Map(),
  comments: new Map(),
};

/** The marks of one thing on the canvas; the same marks are the same text, so that what did not change is not drawn again. */
export type OwnMarks = {
  readonly standing: boolean;
  readonly coverage: 'run' | 'not run' | null;
  readonly change: 'added' | 'removed' | 'changed' | null;
  readonly problems: number;
  readonly comments: number;
};

export const marksOf = (id: string, marks: Marks): OwnMarks => ({
  standing: marks.standing === id,
  coverage: marks.covered === null ? null : marks.covered.has(id) ? 'run' : 'not run',
  change: marks.changes.get(id) ?? null,
  problems: marks.problems.get(id) ?? 0,
  comments: marks.comments.get(id) ?? 0,
});
