/** Where a block leads, one field for each way out: connecting without a mouse. */
import { Select } from '@mantine/core';
import { blockFaces, blockLibrary } from '@sluice/blocks/studio';
import type { FaceRow } from '@sluice/core/face/face';
import { namesOf } from '@sluice/core/face/names';
import { textOfWords } from '@sluice/core/face/words';
import type { Block, FlowDocument } from '@sluice/core/flow/document';
import { connect, disconnect } from '../../editor/commands/edges.ts';
import { placesOf, sourceKey } from '../../editor/places.ts';
import { portsOf } from '../../editor/ports.ts';
import type { FlowEditor } from './use-flow-editor.ts';
import classes from './ways-out.module.css';

export const WaysOut = ({
  flow,
  block,
  readOnly,
}: {
  readonly flow: FlowEditor;
  readonly block: Block;
  readonly readOnly: string | null;
}) => {
  const { document } = flow.editor;
  const { named, next } = portsOf(block, blockLibrary);
  const ports = [...named, ...(next ? [''] : [])];
  if (ports.length === 0) return null;
  const { edgeFrom } = placesOf(document);
  const labels = labelsOf(block, document);
  const groups = document.groups.map(({ id, title }) => ({ value: id, label: title || 'Untitled group' }));
  return (
    <section className={classes.ways} aria-label="Leads to">
      <h3>Leads to</h3>
      {ports.map((port) => {
        const from = { block: block.id, port };
        const to = edgeFrom.get(sourceKey(port === '' ? { block: block.id } : from))?.to.group ?? null;
        return (
          <Select
            key={port}
            label={port === '' ? 'After this block' : (labels.get(port) ?? port)}
            placeholder={port === '' ? 'The next block' : 'As after this block'}
            data={groups}
            value={to}
            disabled={readOnly !== null}
            clearable
            searchable
            onChange={(group) =>
              group === null
                ? flow.dispatch(disconnect(port === '' ? { block: block.id } : from))
                : flow.dispatch(connect(from, { group }))
            }
          />
        );
      })}
    </section>
  );
};

/** The words of the row that a port stands in: what people see on the card. */
const labelsOf = (block: Block, document: FlowDocument): ReadonlyMap<string, string> => {
  const face = blockFaces.get(block.type);
  const { id: _id, type: _type, ...given } = block;
  const settings = blockLibrary.get(block.type)?.settings.safeParse(given);
  if (!face || !settings?.success) return new Map();
  const rows: readonly FaceRow[] = face.rows(settings.data, namesOf(document));
  return new Map(
    rows.flatMap((row) =>
      row.row === 'item' && row.port !== undefined ? [[row.port, textOfWords(row.words)] as const] : [],
    ),
  );
};
