/** A message: Markdown with buttons for its marks, emoji, values to fill in, and how it will look. */
import { ActionIcon, Popover, Skeleton, Textarea, Tooltip } from '@mantine/core';
import {
  IconBold,
  IconBraces,
  IconCode,
  IconItalic,
  IconLink,
  IconList,
  IconMoodSmile,
} from '@tabler/icons-react';
import { type KeyboardEvent, lazy, type RefObject, useRef, useState } from 'react';
import { LaterPart } from '../../ui/later-part.tsx';
import { framed } from './field-frame.tsx';
import type { FieldProps } from './field-props.ts';
import classes from './fields.module.css';
import { useForm, useProblems, useSetting } from './form-context.tsx';
import { type Mark, marked, replaced, type Selected } from './markdown-marks.ts';
import { type Suggesting, useSuggesting } from './suggest-box.tsx';
import { askedInTemplate } from './suggestions.ts';

export const loadMarkdownPreview = () => import('./markdown-preview.tsx');
const MarkdownPreview = lazy(async () => ({ default: (await loadMarkdownPreview()).MarkdownPreview }));
const EmojiPicker = lazy(() =>
  import('./emoji-picker.tsx').then(({ EmojiPicker: Picker }) => ({ default: Picker })),
);

const MARKS = [
  { mark: 'bold', label: 'Bold', Icon: IconBold, key: 'b' },
  { mark: 'italic', label: 'Italic', Icon: IconItalic, key: 'i' },
  { mark: 'link', label: 'Link', Icon: IconLink, key: 'k' },
  { mark: 'list', label: 'List', Icon: IconList, key: null },
  { mark: 'code', label: 'Code', Icon: IconCode, key: null },
] as const;

export const MarkdownField = ({ field, path }: FieldProps<'markdown'>) => {
  const { value, write } = useSetting(path, field);
  const { isReadOnly } = useForm();
  const problems = useProblems(path);
  const text = typeof value === 'string' ? value : '';
  const area = useRef<HTMLTextAreaElement>(null);
  const suggesting = useSuggesting(area, text, write, askedInTemplate);
  const change = (edit: (selected: Selected) => Selected) => {
    const { selectionStart = text.length, selectionEnd = text.length } = area.current ?? {};
    const next = edit({ text, start: selectionStart, end: selectionEnd });
    suggesting.put(next.text, next.start, { end: next.end });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const shortcut = event.ctrlKey || event.metaKey ? MARKS.find(({ key }) => key === event.key) : undefined;
    if (shortcut === undefined) return suggesting.props.onKeyDown(event);
    event.preventDefault();
    event.stopPropagation();
    change((selected) => marked(selected, shortcut.mark));
  };
  return (
    <div>
      <Textarea
        {...framed(field, problems)}
        {...suggesting.props}
        onKeyDown={onKeyDown}
        ref={area}
        classNames={{ input: classes.message ?? '' }}
        autosize
        minRows={field.rows ?? 3}
        maxRows={16}
        placeholder={field.placeholder}
        inputContainer={(input) => (
          <div className={classes.editor}>
            {!isReadOnly && <Toolbar area={area} text={text} change={change} put={suggesting.put} />}
            {suggesting.around(input)}
          </div>
        )}
      />
      {text.trim() !== '' && (
        <LaterPart waiting={<Skeleton height={36} mt={8} radius="sm" />}>
          <MarkdownPreview markdown={text} />
        </LaterPart>
      )}
    </div>
  );
};

const Toolbar = ({
  area,
  text,
  change,
  put,
}: {
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly change: (edit: (selected: Selected) => Selected) => void;
  readonly put: Suggesting['put'];
}) => {
  const [hasEmoji, setHasEmoji] = useState(false);
  const insert = (mark: Mark) => change((selected) => marked(selected, mark));
  const begin = () => {
    const caret = area.current?.selectionStart ?? text.length;
    put(`${text.slice(0, caret)}{{${text.slice(caret)}`, caret + 2, { asks: true });
  };
  return (
    <div className={classes.toolbar} role="toolbar" aria-label="Format">
      {MARKS.map(({ mark, label, Icon, key }) => (
        <Tooltip
          key={mark}
          label={key === null ? label : `${label} (Ctrl ${key.toUpperCase()})`}
          openDelay={400}
        >
          <ActionIcon size={28} aria-label={label} onClick={() => insert(mark)}>
            <Icon size={16} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      ))}
      <Popover opened={hasEmoji} onChange={setHasEmoji} position="bottom-end" trapFocus returnFocus>
        <Popover.Target>
          <ActionIcon size={28} aria-label="Emoji" onClick={() => setHasEmoji(!hasEmoji)}>
            <IconMoodSmile size={16} stroke={1.75} />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown p={8}>
          <LaterPart waiting={<Skeleton height={200} width={264} />}>
            <EmojiPicker
              pick={(emoji) => {
                setHasEmoji(false);
                change((selected) => replaced(selected, emoji));
              }}
            />
          </LaterPart>
        </Popover.Dropdown>
      </Popover>
      <Tooltip label="Fill in a value: type {{" openDelay={400}>
        <ActionIcon size={28} className="push" aria-label="Fill in a value" onClick={begin}>
          <IconBraces size={16} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
};
