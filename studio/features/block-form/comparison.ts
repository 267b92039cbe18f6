/** A comparison while it is written: what is read from a draft, and the value that suits an operator. */
import { isDuration, valueKindOf } from '@sluice/core/audience/rule-value';
import { isScalar } from '@sluice/core/audience/scalar';
import { isObject, own } from '@sluice/core/json';

export type Compared = {
  readonly left: string;
  readonly op: string;
  readonly right: unknown;
  readonly exact: boolean;
};

export const comparedIn = (part: unknown): Compared => {
  const settings = isObject(part) ? part : {};
  const left = own(settings, 'left');
  const op = own(settings, 'op');
  return {
    left: typeof left === 'string' ? left : '',
    op: typeof op === 'string' ? op : 'equals',
    right: own(settings, 'right'),
    exact: own(settings, 'exact') === true,
  };
};

/** As a condition keeps it: without what is not there. */
export const kept = ({ left, op, right, exact }: Compared): object => ({
  left,
  op,
  ...(right !== undefined && { right }),
  ...(exact && { exact }),
});

/** The value after the operator has changed: what stood there, as far as the new one takes it. */
export const rightFor = (op: string, before: unknown): unknown => {
  switch (valueKindOf(op)) {
    case 'none':
      return undefined;
    case 'list':
      if (Array.isArray(before)) return before;
      return isScalar(before) && before !== '' ? [before] : [];
    case 'duration':
      return isDuration(before) ? before : { n: 7, unit: 'days' };
    default: {
      const single: unknown = Array.isArray(before) ? before[0] : before;
      return isScalar(single) ? single : '';
    }
  }
};

/** Whether "case and outer white space count" makes a difference: where texts are compared. */
export const mindsCase = (op: string): boolean => {
  const kind = valueKindOf(op);
  return kind === 'scalar' || kind === 'text' || kind === 'list' || kind === 'pattern';
};

export const FRESH: object = { left: '', op: 'equals', right: '' };
