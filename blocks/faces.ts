/** The face of every block type: one line each. Data and pure functions; no block runs because of it. */
import type { BlockFace, BlockFaces } from '@sluice/core/face/face';
import { attributeFace } from './attribute/face.ts';
import { choiceFace } from './choice/face.ts';
import { conditionFace } from './condition/face.ts';
import { endFace } from './end/face.ts';
import { handoffFace } from './handoff/face.ts';
import { inputFace } from './input/face.ts';
import { jumpFace } from './jump/face.ts';
import { mediaFace } from './media/face.ts';
import { messageFace } from './message/face.ts';
import { redirectFace } from './redirect/face.ts';
import { returnFace } from './return/face.ts';
import { setVariableFace } from './set-variable/face.ts';
import { splitFace } from './split/face.ts';
import { tagFace } from './tag/face.ts';
import { unsupportedFace } from './unsupported/face.ts';
import { waitFace } from './wait/face.ts';

const faces = [
  messageFace,
  mediaFace,
  inputFace,
  choiceFace,
  conditionFace,
  setVariableFace,
  jumpFace,
  returnFace,
  splitFace,
  waitFace,
  redirectFace,
  tagFace,
  attributeFace,
  handoffFace,
  unsupportedFace,
  endFace,
];

/** In the order in which the list of blocks shows them. */
export const blockFaces: BlockFaces = new Map(
  faces.map((face) => [
    face.type,
    // Settings are parsed by the block's own schema before its face sees them.
    face as unknown as BlockFace<never>,
  ]),
);
