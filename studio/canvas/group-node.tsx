/** A group as a card with its blocks and ports; from far away only its title and outline are drawn. */
import type { Family } from '@sluice/core/interpreter/block';
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import { type BlockGeometry, type GroupGeometry, SIZE } from '../editor/geometry.ts';
import { BlockCard } from './block-card.tsx';
import { GroupHeader } from './group-header.tsx';
import classes from './group-node.module.css';
import type { OwnMarks } from './marks.ts';
import { portHandle, TARGET } from './ports.ts';

export type DrawnBlock = {
  readonly placed: BlockGeometry;
  readonly family: Family;
  readonly title: string;
  readonly marks: OwnMarks;
  readonly isSelected: boolean;
  /** Ports to be drawn: those of items always, "after this block" where an edge may begin. */
  readonly ports: readonly { readonly port: string; readonly y: number; readonly isUsed: boolean }[];
};

export type GroupNodeData = {
  readonly id: string;
  readonly title: string;
  readonly geometry: GroupGeometry;
  readonly blocks: readonly DrawnBlock[];
  readonly marks: OwnMarks;
};

export type GroupNode = Node<GroupNodeData, 'card'>;

export const GroupCard = memo(({ data, selected }: NodeProps<GroupNode>) => {
  return (
    <section
      className={classes.group}
      data-group={data.id}
      data-selected={selected || undefined}
      data-change={data.marks.change ?? undefined}
      style={{ height: data.geometry.height }}
      aria-label={data.title || 'Untitled group'}
    >
      <Handle
        type="target"
        id={TARGET}
        position={Position.Left}
        style={{ top: SIZE.header / 2 }}
        className={classes.target ?? ''}
      />
      <GroupHeader id={data.id} title={data.title} />
      <div className={classes.blocks}>
        {data.blocks.map(({ placed, family, title, marks, isSelected }) => (
          <BlockCard
            key={placed.block.id}
            placed={placed}
            family={family}
            title={title}
            marks={marks}
            isSelected={isSelected}
          />
        ))}
        {data.blocks.length === 0 && <p className={classes.empty}>Drop a block here</p>}
      </div>
      {data.blocks.map(({ placed, ports }) =>
        ports.map(({ port, y, isUsed }) => (
          <Handle
            key={`${placed.block.id} ${port}`}
            type="source"
            id={portHandle(placed.block.id, port)}
            position={Position.Right}
            style={{ top: y }}
            className={`${classes.port} ${isUsed ? '' : classes.open}`}
          />
        )),
      )}
    </section>
  );
});
