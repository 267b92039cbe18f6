/** A message as people will see it, with a chip where a value is filled in. Loaded when it is first shown. */
import { compileTemplate } from '@sluice/core/interpreter/template';
import { contentOf } from '@sluice/platforms/markdown';
import { Fragment, useDeferredValue } from 'react';
import { RichText } from '../../ui/rich-text.tsx';
import classes from './fields.module.css';
import { useForm } from './form-context.tsx';
import { readable } from './suggestions.ts';

/** Values stand as single characters of the private use area while the text around them is read as Markdown. */
const FIRST = 0xe000;
const STAND_IN = /([\uE000-\uF8FF])/;
const ALL_STAND_INS = new RegExp(STAND_IN, 'g');
const MOST = 500;

const withStandIns = (template: string): { readonly text: string; readonly paths: readonly string[] } => {
  const compiled = compileTemplate(template.replace(ALL_STAND_INS, ''));
  if (!compiled.ok) return { text: template, paths: [] };
  const paths: string[] = [];
  const text = compiled.value.parts.map((part) => {
    if (typeof part === 'string') return part;
    if (paths.length >= MOST) return '…';
    paths.push(part.reads[0] ?? '…');
    return String.fromCharCode(FIRST + paths.length - 1);
  });
  return { text: text.join(''), paths };
};

export const MarkdownPreview = ({ markdown }: { readonly markdown: string }) => {
  const { flow, attributes } = useForm();
  const names = new Map(readable(flow, attributes).map(({ insert, label }) => [insert, label]));
  // Typing comes first; what it looks like may follow a moment later.
  const { text, paths } = withStandIns(useDeferredValue(markdown));
  const chipped = (words: string) =>
    words.split(STAND_IN).map((part, place) => {
      const path = STAND_IN.test(part) ? paths[part.charCodeAt(0) - FIRST] : undefined;
      const key = `${place}`;
      return path === undefined ? (
        <Fragment key={key}>{part}</Fragment>
      ) : (
        <span key={key} className={classes.chip}>
          {names.get(path) ?? path}
        </span>
      );
    });
  return (
    // Its links lead nowhere while they are being written, and it says nothing that the text does not.
    <div className={classes.preview} inert>
      <RichText content={contentOf(text)} words={chipped} />
    </div>
  );
};
