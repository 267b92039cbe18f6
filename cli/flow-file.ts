/** Flow documents in a file: one, or a bundle `{ flows: […] }` as `sluice import` prints it. */
import type { FlowDocument } from '@sluice/core/flow/document';
import { parseDocument } from '@sluice/core/flow/schema';
import type { BlockLibrary } from '@sluice/core/interpreter/block';
import { isObject } from '@sluice/core/json';
import { ok, type Problem, problem, type Result, refused, under } from '@sluice/core/problem';

export type FlowInFile = {
  /** Where it stands in the file: "flows.1"; "" when the file is the document. */
  readonly at: string;
  /** In a bundle an id may stand beside the document's own settings. */
  readonly id: string | undefined;
  readonly document: FlowDocument;
};

/** Every flow of the file, each with its own problems: a broken one does not hide those of the others. */
export const flowsIn = (
  json: unknown,
  library: BlockLibrary,
): { readonly flows: readonly FlowInFile[]; readonly problems: readonly Problem[] } => {
  const flows: FlowInFile[] = [];
  const problems: Problem[] = [];
  const parts = partsOf(json);
  if (parts.length === 0) problems.push(problem('no-flows', 'flows', 'This file holds no flow.'));
  for (const { at, value } of parts) {
    const { id, json: document } = apart(value, at !== '');
    const parsed = parseDocument(document, library);
    if (parsed.ok) flows.push({ at, id, document: parsed.value });
    else problems.push(...parsed.problems.map((each) => (at === '' ? each : under(at, each))));
  }
  return { flows, problems };
};

/** The flows of a file all of whose flows can be read; never empty. */
export const readFlows = (json: unknown, library: BlockLibrary): Result<readonly FlowInFile[]> => {
  const { flows, problems } = flowsIn(json, library);
  return problems.length > 0 ? refused(...problems) : ok(flows);
};

/** The flow to run: the first, or the one with this name or id. */
export const chooseFlow = (flows: readonly FlowInFile[], name: string | undefined): Result<FlowInFile> => {
  const chosen = flows.find((flow) => name === undefined || flow.document.name === name || flow.id === name);
  if (chosen) return ok(chosen);
  const names = flows.map((flow) => JSON.stringify(flow.document.name)).join(', ');
  return refused(
    problem('unknown-flow', '--flow', `There is no flow ${JSON.stringify(name)}.`, `Use one of ${names}.`),
  );
};

/** What a subflow block may call: every flow of the file by its id, and by its name where that is no other's id. */
export const subflowsByName = (
  flows: readonly FlowInFile[],
): { readonly [idOrName: string]: FlowDocument } => {
  const known = new Map<string, FlowDocument>();
  for (const { id, document } of flows) if (id !== undefined && !known.has(id)) known.set(id, document);
  for (const { document } of flows) if (!known.has(document.name)) known.set(document.name, document);
  return Object.fromEntries(known);
};

const partsOf = (json: unknown): readonly { readonly at: string; readonly value: unknown }[] =>
  isObject(json) && Array.isArray(json.flows) && !Object.hasOwn(json, 'groups')
    ? json.flows.map((value: unknown, index) => ({ at: `flows.${index}`, value }))
    : [{ at: '', value: json }];

const apart = (
  json: unknown,
  bundled: boolean,
): { readonly id: string | undefined; readonly json: unknown } => {
  if (!bundled || !isObject(json) || typeof json.id !== 'string') return { id: undefined, json };
  const { id, ...rest } = json;
  return { id: String(id), json: rest };
};
