/** Ids for new parts of a document: short to read in a file, too random to meet twice. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const LENGTH = 12;

export const newId = (): string => {
  const random = crypto.getRandomValues(new Uint8Array(LENGTH));
  return [...random].map((byte) => LETTERS[byte % LETTERS.length]).join('');
};
