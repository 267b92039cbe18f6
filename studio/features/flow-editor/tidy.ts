/** Lays a flow out anew. The engine is large and rarely asked, so it is loaded when somebody tidies up. */
import type { FlowDocument } from '@sluice/core/flow/document';
import { geometryOf, type Look, SIZE } from '../../editor/geometry.ts';
import { type Laid, layoutGraph, type Move, movesOf } from '../../editor/layout-graph.ts';

/** Where every group goes. */
export const tidied = async (document: FlowDocument, look: Look): Promise<readonly Move[]> => {
  const { default: Elk } = await import('elkjs/lib/elk.bundled.js');
  const graph = layoutGraph(document, (group) => ({
    width: SIZE.group,
    height: geometryOf(group, look).height,
  }));
  // The engine writes into what it is given.
  const laid: { readonly children?: readonly Laid[] } = await new Elk().layout(
    structuredClone(graph) as never,
  );
  return movesOf(document, laid.children ?? []);
};
