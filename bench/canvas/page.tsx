/** The measured page: a thousand groups on the canvas that the address names, `?on=own` or `?on=plain`. */
import '@mantine/core/styles.css';
import '../../studio/ui/base.css';
import { blockFaces, blockLibrary } from '@sluice/blocks/studio';
import { namesOf } from '@sluice/core/face/names';
import type { FlowDocument } from '@sluice/core/flow/document';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import example from '../../examples/flows/customer-support.json' with { type: 'json' };
import { type GroupGeometry, geometryOf, SIZE } from '../../studio/editor/geometry.ts';
import { byLetters } from '../../studio/editor/line-count.ts';
import { crowdOf } from './crowd.ts';
import { type Hands, painted } from './stage.ts';

const GROUPS = 1_000;

// Our own file, and the tests hold it against its shape.
const crowd = crowdOf(example as unknown as FlowDocument, GROUPS);
const look = { faces: blockFaces, library: blockLibrary, names: namesOf(crowd), measure: byLetters };
const geometries = new Map(crowd.groups.map((group) => [group.id, geometryOf(group, look)]));

const wordsOf = ({ blocks }: GroupGeometry): string =>
  blocks
    .flatMap(({ rows }) =>
      rows.map(({ row }) => ('words' in row ? row.words.map(({ text }) => text).join('') : '')),
    )
    .join(' ');

const homes = new Map(crowd.groups.flatMap(({ id, blocks }) => blocks.map((block) => [block.id, id])));

const nodes = crowd.groups.map(({ id, title, position }) => {
  const geometry = geometries.get(id);
  return {
    id,
    position: { ...position },
    data: { label: `${title} ${geometry ? wordsOf(geometry) : ''}` },
    style: { width: SIZE.group },
  };
});
const edges = crowd.edges.map(({ id, from, to }) => ({
  id,
  source: ('block' in from ? homes.get(from.block) : undefined) ?? '',
  target: to.group,
}));

/** Each contender comes alone, with its own styles. */
const contender = async (): Promise<(ready: (hands: Hands) => void) => ReactNode> => {
  if (new URLSearchParams(location.search).get('on') === 'own') {
    const { OwnCanvas } = await import('./own-canvas.tsx');
    return (ready) => <OwnCanvas document={crowd} ready={ready} />;
  }
  const { PlainCanvas } = await import('./plain-canvas.tsx');
  return (ready) => <PlainCanvas nodes={nodes} edges={edges} ready={ready} />;
};

const canvas = await contender();
const element = document.getElementById('root');
if (!element) throw new Error('the page has no root');
const root = createRoot(element);
let hands: Hands | undefined;
const held = (): Hands => {
  if (!hands) throw new Error('nothing is mounted');
  return hands;
};

Object.assign(window, {
  stage: {
    mount: async () => {
      await new Promise<void>((mounted) => {
        root.render(
          canvas((given) => {
            hands = given;
            mounted();
          }),
        );
      });
      await painted();
    },
    approach: async () => {
      await held().approach();
      await painted();
    },
    fitAll: () => held().fitAll(),
  },
});
