/** How ports of blocks are called on the canvas: block and port in one id, and back. */

/** Where edges arrive at a group. */
export const TARGET = 'group';
/** No id of a document holds a newline. */
const SEAM = '\n';

export const portHandle = (block: string, port: string): string => `${block}${SEAM}${port}`;

export const portOfHandle = (handle: string): { readonly block: string; readonly port: string } => {
  const [block = '', port = ''] = handle.split(SEAM);
  return { block, port };
};
