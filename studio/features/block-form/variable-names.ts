/** Names of variables made from what people call them. */
import { isReservedName } from '@sluice/core/flow/names';
import type { NewVariable } from '@sluice/core/form/form';

const LONGEST = 100;

/** "Order number" → `order_number`; "" when nothing is left that a name may be made of. */
export const nameFor = (title: string): string => {
  const plain = title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/ß/g, 'ss')
    .trim();
  const name = /^[A-Za-z_][A-Za-z0-9_]*$/.test(plain)
    ? plain
    : plain
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '_')
        .replace(/^_+|_+$/g, '')
        .replace(/^(?=\d)/, '_');
  return (isReservedName(name) ? `${name}_` : name).slice(0, LONGEST);
};

/** The variable that someone means who types a title; null when it has no name, or the name is taken. */
export const variableFor = (
  title: string,
  type: NewVariable['type'],
  taken: readonly string[],
): NewVariable | null => {
  const name = nameFor(title);
  if (name === '' || taken.includes(name)) return null;
  return { name, type, ...(name !== title.trim() && { title: title.trim() }) };
};
