/** What the studio knows of the blocks: what they do, how they look, and how they are set. */
export { blockFaces } from './faces.ts';
export { blockForms } from './forms.ts';
export { blockLibrary } from './runtime.ts';
