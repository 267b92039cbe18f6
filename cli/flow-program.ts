/** A flow of a file made ready to run, the others of the file being its subflows. */
import { blockLibrary } from '@sluice/blocks/runtime';
import { makeVersion } from '@sluice/core/flow/version';
import { type Program, prepareProgram } from '@sluice/core/interpreter/program';
import { ok, type Result } from '@sluice/core/problem';
import { chooseFlow, readFlows, subflowsByName } from './flow-file.ts';
import { readJsonFile } from './json-source.ts';

/** The first flow of the file at `path`, or the one of this name or id. */
export const readProgram = async (path: string, name: string | undefined): Promise<Result<Program>> => {
  const json = await readJsonFile(path);
  if (!json.ok) return json;
  const flows = readFlows(json.value, blockLibrary);
  if (!flows.ok) return flows;
  const chosen = chooseFlow(flows.value, name);
  if (!chosen.ok) return chosen;
  const { id, document } = chosen.value;
  const version = makeVersion({ document, subflows: subflowsByName(flows.value) });
  return ok(prepareProgram(version, blockLibrary, id ?? document.name));
};
