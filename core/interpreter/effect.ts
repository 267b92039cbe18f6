/** What a flow asks of the world. Effects are data: the core makes them, the edge performs them. */
import type { Json } from '../json.ts';
import type { Rendered } from './rendered.ts';

export type Effect =
  | { readonly type: 'message'; readonly text: Rendered }
  | {
      readonly type: 'media';
      readonly kind: 'image' | 'video' | 'audio' | 'embed' | 'file';
      readonly url: string;
      readonly alt?: string;
      readonly link?: string;
    }
  | { readonly type: 'wait'; readonly seconds: number }
  | { readonly type: 'redirect'; readonly url: string; readonly newTab: boolean }
  | { readonly type: 'tag'; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly type: 'attribute'; readonly name: string; readonly value: Json }
  | {
      readonly type: 'handoff';
      readonly queue?: string;
      readonly context?: { readonly [key: string]: Json };
    };
