/** What a flow has to find: its groups, its variables with the blocks that use them, its blocks, and blocks to add. */
import { namesOf } from '@sluice/core/face/names';
import type { Block, FlowDocument, Group } from '@sluice/core/flow/document';
import { variablesUsed } from '@sluice/core/flow/variable-uses';
import { placeOfBlock, wordsOnFace } from './block-words.ts';
import { counted, type World } from './command.ts';
import type { FaceLook } from './geometry.ts';
import type { Entry } from './search-index.ts';

type Known = Pick<World, 'library' | 'faces'>;

/**
 * Groups and blocks in the order of the document. A block is also found by the variables that it uses. Blocks are
 * remembered: the next time only those are read that were edited, or all of them when a variable or group is called
 * otherwise.
 */
export const entriesOf = (document: FlowDocument, { library, faces }: Known): readonly Entry[] => {
  const look = { library, faces, names: namesOf(document) };
  const names = signatureOf(document);
  const users = new Map<string, number>();
  const blocks = document.groups.flatMap((group) =>
    group.blocks.map((block) => {
      const known = remembered.get(block);
      const read = known?.names === names ? known : readBlock(block, names, look);
      for (const name of read.uses) users.set(name, (users.get(name) ?? 0) + 1);
      return blockEntry(block, group, read, look);
    }),
  );
  const groups = document.groups.map(
    (group): Entry => ({
      kind: 'group',
      id: group.id,
      title: look.names.group(group.id),
      note: counted(group.blocks.length, 'block'),
      words: 'group',
      family: null,
    }),
  );
  const variables = document.variables.map(({ id, name }): Entry => {
    const count = users.get(name) ?? 0;
    return {
      kind: 'variable',
      id,
      title: look.names.called(name),
      note: count === 0 ? 'Variable, not used' : `Variable in ${counted(count, 'block')}`,
      words: name,
      family: null,
    };
  });
  return [...groups, ...variables, ...blocks];
};

type Read = {
  /** What names were when it was read. */
  readonly names: string;
  readonly words: string;
  readonly uses: readonly string[];
};
/** Faces and templates are the dear part, and a block is the same object until it is edited. */
const remembered = new WeakMap<Block, Read>();

const readBlock = (block: Block, names: string, look: FaceLook): Read => {
  const read = {
    names,
    words: wordsOnFace(block, look),
    uses: remembered.get(block)?.uses ?? [...variablesUsed(block, look.library)],
  };
  remembered.set(block, read);
  return read;
};

/** The same text as long as everything that faces name is called the same. */
const signatureOf = ({ variables, groups }: FlowDocument): string =>
  JSON.stringify([
    variables.map(({ name, title }) => [name, title]),
    groups.map(({ id, title }) => [id, title]),
  ]);

const blockEntry = (block: Block, group: Group, { words, uses }: Read, look: FaceLook): Entry => ({
  kind: 'block',
  id: block.id,
  title: words,
  note: placeOfBlock(block, group, look),
  words: uses.map((name) => `${name} ${look.names.called(name)}`).join(' '),
  family: look.library.get(block.type)?.family ?? 'import',
});

/** One entry for each type of block that people can add. */
export const blocksToAdd = ({ library, faces }: Known): readonly Entry[] =>
  [...faces].flatMap(([type, { says, words }]): Entry[] => {
    const definition = library.get(type);
    // What stands for something imported is never added by hand.
    if (!definition || definition.family === 'import') return [];
    return [
      {
        kind: 'add',
        id: type,
        title: `Add a block: ${definition.title}`,
        note: says,
        words: words.join(' '),
        family: definition.family,
      },
    ];
  });
