/** A time as people say it, with the exact one behind it. */
import { exactly, whenWords } from './when-words.ts';

export const When = ({ at }: { readonly at: string }) => (
  <time dateTime={at} title={exactly(at)}>
    {whenWords(at, { now: Date.now() })}
  </time>
);
