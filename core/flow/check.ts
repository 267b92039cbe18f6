/** Everything that is wrong with a flow document, as problems people can act on. */
import type { BlockLibrary } from '../interpreter/block.ts';
import { own } from '../json.ts';
import { type Problem, problem, under } from '../problem.ts';
import { checkGraph } from './check-graph.ts';
import { checkNames } from './check-names.ts';
import { checkContextOf, checkTemplate } from './check-texts.ts';
import type { FlowDocument } from './document.ts';
import { type Outline, outlineOf, type PlacedBlock } from './outline.ts';
import { isBlocking } from './problem-kinds.ts';

export { isBlocking, type Severity, severityOf } from './problem-kinds.ts';

/** What a check may know of the world around the document. */
export type CheckSurroundings = {
  /** Ids of flows that subflows may refer to; left out: references are not checked. */
  readonly flows?: ReadonlySet<string>;
};

/** Every problem, warnings included; `at` is a path into the document ("groups.2.blocks.0.markdown"). */
export const checkDocument = (
  document: FlowDocument,
  library: BlockLibrary,
  surroundings: CheckSurroundings = {},
): readonly Problem[] => {
  const outline = outlineOf(document, library);
  return [
    ...checkGraph(outline),
    ...checkNames(outline),
    ...checkBlocks(outline, library, surroundings),
    ...checkTemplate('settings.retryMessage', document.settings.retryMessage ?? '', outline.variables),
  ];
};

/** The problems that stop a version from being made. */
export const publishProblems = (
  document: FlowDocument,
  library: BlockLibrary,
  surroundings: CheckSurroundings = {},
): readonly Problem[] => checkDocument(document, library, surroundings).filter(isBlocking);

const checkBlocks = (
  outline: Outline,
  library: BlockLibrary,
  surroundings: CheckSurroundings,
): readonly Problem[] => {
  const context = checkContextOf(outline);
  return outline.placed.flatMap((placed) => {
    const { at, block, ready } = placed;
    if (!library.has(block.type)) {
      return [problem('unknown-block-type', `${at}.type`, `There is no block of the type "${block.type}".`)];
    }
    if (!ready) {
      return [
        problem('block-settings', at, 'The settings of this block do not fit its type.', 'Set it up again.'),
      ];
    }
    const found = ready.definition.check?.(ready.settings, context) ?? [];
    return [...found.map((each) => under(at, each)), ...checkSubflow(placed, surroundings)];
  });
};

const checkSubflow = ({ at, block }: PlacedBlock, { flows }: CheckSurroundings): readonly Problem[] => {
  const flow = block.type === 'subflow' ? own(block, 'flow') : undefined;
  return typeof flow === 'string' && flows && !flows.has(flow)
    ? [problem('unknown-flow', `${at}.flow`, 'This subflow does not exist.', 'Choose another flow.')]
    : [];
};
