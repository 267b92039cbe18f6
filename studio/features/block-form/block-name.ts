/** What a block is called among the others of its group: "2. Message: Where is your order?" */
import { blockLibrary } from '@sluice/blocks/studio';
import type { Block } from '@sluice/core/flow/document';

const LONGEST = 40;

/** `index` is where it stands in its group, from 0. */
export const calledBlock = (block: Block, index: number): string => {
  const title = blockLibrary.get(block.type)?.title ?? block.type;
  const words = typeof block.markdown === 'string' ? block.markdown.replace(/\s+/g, ' ').trim() : '';
  const said = words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words;
  return `${index + 1}. ${title}${said === '' ? '' : `: ${said}`}`;
};
