/** What may stand in a deployment's fields: each is read from untrusted input, or refused with a sentence. */

import type { Audience } from '../audience/audience.ts';
import { type AudienceContext, compileAudience } from '../audience/compile.ts';
import { parseAudience } from '../audience/schema.ts';
import { ok, type Problem, problem, type Result, refused, under } from '../problem.ts';
import { type BasisPoints, fromPercent } from '../rollout/share.ts';
import type { RolloutMode, VersionPolicy } from './deployment.ts';
import { compileListing, listKey } from './listing.ts';

/** What a deployment's fields are checked against. */
export type FieldContext = {
  /** The number of the flow's newest version; 0 when nothing is published. */
  readonly latestVersion: number;
  /** Saved audiences and declared types, as for compiling: an audience is compiled before it is saved. */
  readonly audience: AudienceContext;
};

const LONGEST_NAME = 200;
const LONGEST_ID = 500;
const LONGEST_LIST = 10_000;
const LAST_POSITION = 1_000_000;

/** Text that people wrote on one line: not empty, without control characters (a database refuses NUL). */
const readLine = (value: unknown, at: string, what: string, longest: number): Result<string> => {
  const hint = `Write 1 to ${longest} characters.`;
  if (typeof value !== 'string') return refused(problem('wrong-type', at, `${what} must be a text.`, hint));
  const text = value.trim();
  if (text === '') return refused(problem('empty', at, `${what} is empty.`, hint));
  if (text.length > longest) return refused(problem('too-long', at, `${what} is too long.`, hint));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(text)) {
    return refused(problem('control-character', at, `${what} holds a control character.`, 'Remove it.'));
  }
  return ok(text);
};

/** Not empty after trimming, at most 200 characters, on one line. */
export const readName = (value: unknown): Result<string> => readLine(value, 'name', 'The name', LONGEST_NAME);

/** A person as acts name them: the internal id (in files, the key). */
export const readPerson = (value: unknown): Result<string> =>
  readLine(value, 'person', 'The person', LONGEST_ID);

/** A seed chosen by hand or copied from another deployment ("same people as…"). */
export const readSeed = (value: unknown): Result<string> => readLine(value, 'seed', 'The seed', LONGEST_ID);

/** A percentage from 0 to 100 in steps of 0.01, as a number; '50', null and NaN are refused, not read. */
export const readShare = (value: unknown, at: string): Result<BasisPoints> => {
  const share = fromPercent(value);
  if (share !== null) return ok(share);
  const says = 'The share must be a number from 0 to 100, in steps of 0.01.';
  return refused(problem('share-out-of-range', at, says, 'For a quarter of the people, write 25.'));
};

export const readMode = (value: unknown): Result<RolloutMode> => {
  if (value === 'permanent' || value === 'follow') return ok(value);
  const says = 'The rollout mode is neither "permanent" nor "follow".';
  return refused(problem('unknown-mode', 'rollout.mode', says, 'Leave it out for "permanent".'));
};

/** "latest", or the number of a published version. */
export const readVersion = (value: unknown, latestVersion: number): Result<VersionPolicy> => {
  if (value === 'latest') return ok(value);
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) {
    const says = 'The version must be "latest" or the number of a version.';
    return refused(problem('wrong-version', 'version', says, 'Versions are numbered 1, 2, 3…'));
  }
  if (value <= latestVersion) return ok(value);
  const says = `The flow has no version ${value}.`;
  const hint = latestVersion === 0 ? 'Publish the flow first.' : `The newest version is ${latestVersion}.`;
  return refused(problem('no-such-version', 'version', says, hint));
};

/** An audience that is well-formed and compiles: no unknown segment, no broken expression is ever saved. */
export const readAudience = (value: unknown, context: AudienceContext): Result<Audience> => {
  const moved = (problems: readonly Problem[]) =>
    refused(...problems.map((inner) => under('audience', inner)));
  const parsed = parseAudience(value);
  if (!parsed.ok) return moved(parsed.problems);
  const compiled = compileAudience(parsed.value, context);
  return compiled.ok ? ok(parsed.value) : moved(compiled.problems);
};

/** Always or Never: ids of people, each once, as they were written. */
export const readListing = (value: unknown, at: 'always' | 'never'): Result<readonly string[]> => {
  if (!Array.isArray(value)) {
    return refused(problem('wrong-type', at, 'This must be a list of person keys.', 'For nobody, write [].'));
  }
  if (value.length > LONGEST_LIST) {
    const says = `A list holds at most ${LONGEST_LIST} people.`;
    return refused(problem('too-long', at, says, 'Target larger groups by a tag in the audience.'));
  }
  const byKey = new Map<string, string>();
  for (const [index, entry] of value.entries()) {
    const id = readLine(entry, `${at}.${index}`, 'A person key', LONGEST_ID);
    if (!id.ok) return id;
    if (!byKey.has(listKey(id.value))) byKey.set(listKey(id.value), id.value);
  }
  return ok([...byKey.values()]);
};

/** The same person may not be on both lists: nobody could tell which one was meant. */
export const checkListings = (always: readonly string[], never: readonly string[]): readonly Problem[] => {
  const listing = compileListing(always);
  const twice = never.find((id) => listing.has(listKey(id)));
  if (twice === undefined) return [];
  const says = `"${twice}" is on Always and on Never.`;
  return [problem('listed-twice', 'never', says, 'Take them off one of the two lists.')];
};

/** The place among the channel's deployments: a whole number, lower first. */
export const readPosition = (value: unknown): Result<number> => {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= LAST_POSITION) {
    return ok(value + 0);
  }
  const says = `The position must be a whole number from 0 to ${LAST_POSITION}.`;
  return refused(problem('wrong-position', 'position', says, 'Lower numbers are asked first.'));
};
