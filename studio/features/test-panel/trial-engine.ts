/** What running a flow takes: blocks, expressions, templates, Markdown. Loaded when somebody first opens the panel. */
export { blockLibrary } from '@sluice/blocks/runtime';
export { coverage } from '@sluice/core/flow-test/coverage';
export { recordTest } from '@sluice/core/flow-test/record';
export { runFlowTest } from '@sluice/core/flow-test/run';
export { effectWords } from '@sluice/core/interpreter/effect-words';
export { asMarkdown } from '@sluice/core/interpreter/rendered';
export { contentOf } from '@sluice/platforms/markdown';
export { beginTrial, goOn, present, standsAt, stepBack } from './trial.ts';
