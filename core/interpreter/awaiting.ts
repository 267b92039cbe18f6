/** What a waiting conversation waits for; platforms show it, clients answer it. */

export type InputKind = 'text' | 'number' | 'email' | 'url' | 'phone' | 'date' | 'time' | 'rating' | 'file';

export type ChoiceItem = {
  readonly id: string;
  readonly label: string;
  readonly value?: string;
  readonly description?: string;
  readonly image?: string;
};

export type Awaiting =
  | {
      readonly type: 'input';
      readonly kind: InputKind;
      readonly placeholder?: string;
      readonly button?: string;
      readonly required: boolean;
      /** For ratings: the highest value; for numbers and dates: the allowed range. */
      readonly min?: number | string;
      readonly max?: number | string;
      readonly step?: number;
    }
  | {
      readonly type: 'choice';
      readonly items: readonly ChoiceItem[];
      readonly multiple: boolean;
      readonly display: 'buttons' | 'list' | 'pictures' | 'cards';
    }
  | { readonly type: 'wait'; readonly seconds: number };

/** A conversation's own timer: when `seconds` pass without what it waits for, an `elapsed` input is due. */
export type Timer = { readonly seconds: number };
