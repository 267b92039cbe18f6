/** What uses which variables; what a block uses is read once, for as long as the block stays as it is. */
import type { Block, FlowDocument } from '@sluice/core/flow/document';
import { variablesUsed } from '@sluice/core/flow/variable-uses';
import type { BlockLibrary } from '@sluice/core/interpreter/block';
import { compileTemplate } from '@sluice/core/interpreter/template';
import { type BlockPlace, placesOf } from './places.ts';

export type VariableUses = {
  /** In the order of the document. */
  readonly blocks: readonly BlockPlace[];
  /** Whether the flow's own words for a reply that does not fit say it. */
  readonly isSaid: boolean;
};

export const NO_USES: VariableUses = { blocks: [], isSaid: false };

/** In how many places it is used. */
export const placesUsing = ({ blocks, isSaid }: VariableUses): number => blocks.length + (isSaid ? 1 : 0);

const known = new WeakMap<BlockLibrary, WeakMap<Block, ReadonlySet<string>>>();

const usedBy = (block: Block, library: BlockLibrary): ReadonlySet<string> => {
  const blocks = known.get(library) ?? new WeakMap<Block, ReadonlySet<string>>();
  known.set(library, blocks);
  const names = blocks.get(block) ?? variablesUsed(block, library);
  blocks.set(block, names);
  return names;
};

/** What uses each variable, by its name; those that nothing uses are left out. */
export const usesOfAll = (
  document: FlowDocument,
  library: BlockLibrary,
): ReadonlyMap<string, VariableUses> => {
  const blocks = new Map<string, BlockPlace[]>();
  for (const place of placesOf(document).blocks.values())
    for (const name of usedBy(place.block, library)) {
      const places = blocks.get(name);
      if (places) places.push(place);
      else blocks.set(name, [place]);
    }
  const said = saidIn(document);
  return new Map(
    [...new Set([...blocks.keys(), ...said])].map((name) => [
      name,
      { blocks: blocks.get(name) ?? [], isSaid: said.has(name) },
    ]),
  );
};

const saidIn = ({ settings: { retryMessage = '' } }: FlowDocument): ReadonlySet<string> => {
  const compiled = compileTemplate(retryMessage);
  return new Set(compiled.ok ? compiled.value.reads.map((path) => path.split('.')[0] ?? '') : []);
};
