/** What the studio knows of the platforms: what each can show, and what is known of people there. */
export { platforms } from './runtime.ts';
