/** The ways out of a block as its settings stand. */
import type { Block } from '@sluice/core/flow/document';
import type { BlockLibrary } from '@sluice/core/interpreter/block';

export type Ports = { readonly named: readonly string[]; readonly next: boolean };

const NONE: Ports = { named: [], next: false };

/** No ways out when the block's settings do not parse. */
export const portsOf = (block: Block, library: BlockLibrary): Ports => {
  const { id: _id, type, ...settings } = block;
  const definition = library.get(type);
  const parsed = definition?.settings.safeParse(settings);
  return definition && parsed?.success ? definition.ports(parsed.data) : NONE;
};

/** True when the block has this way out; "" is the one after the block. */
export const hasPort = ({ named, next }: Ports, port: string): boolean =>
  port === '' ? next : named.includes(port);
