/** Answers what the flow waits for: a text, one or several choices, silence, or a human who gives it back. */
import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';
import type { Awaiting } from '@sluice/core/interpreter/awaiting';
import type { Answer } from '@sluice/core/interpreter/input';
import { IconSend } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import classes from './answer-field.module.css';

export type Asked = {
  readonly status: 'waiting' | 'completed' | 'handed-off' | 'failed';
  /** What is waited for; a choice's items without their values where a server asks. */
  readonly awaiting: Awaiting | null;
  /** Counts the questions, so that each begins with nothing ticked. */
  readonly turn: number;
  readonly answer: (given: Answer) => void;
  /** Left out where nobody can play the human. */
  readonly handBack?: () => void;
  /** Left out where nothing is waited for by the clock. */
  readonly elapse?: () => void;
  readonly restart: () => void;
};

export const AnswerField = ({ status, awaiting, turn, answer, handBack, elapse, restart }: Asked) => {
  if (status === 'handed-off' && handBack) {
    return (
      <div className={classes.field}>
        <Button fullWidth onClick={handBack}>
          Give it back to the flow
        </Button>
      </div>
    );
  }
  if (status !== 'waiting') {
    return (
      <div className={classes.field}>
        <Button fullWidth onClick={restart}>
          Start again
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.field}>
      {awaiting?.type === 'choice' && <Choices key={turn} awaiting={awaiting} answer={answer} />}
      <Written awaiting={awaiting} answer={answer} />
      {elapse && (
        <Button variant="subtle" size="compact-sm" onClick={elapse}>
          Say nothing until it gives up waiting
        </Button>
      )}
    </div>
  );
};

const Choices = ({
  awaiting,
  answer,
}: {
  readonly awaiting: Extract<Awaiting, { type: 'choice' }>;
  readonly answer: (given: Answer) => void;
}) => {
  const [picked, setPicked] = useState<readonly string[]>([]);
  if (!awaiting.multiple) {
    return awaiting.items.map(({ id, label }) => (
      <Button key={id} fullWidth justify="flex-start" onClick={() => answer({ choice: id })}>
        {label}
      </Button>
    ));
  }
  return (
    <>
      <Checkbox.Group value={[...picked]} onChange={setPicked} aria-label="Choices">
        <div className={classes.choices}>
          {awaiting.items.map(({ id, label }) => (
            <Checkbox key={id} value={id} label={label} />
          ))}
        </div>
      </Checkbox.Group>
      <Button onClick={() => answer({ choices: picked })}>Answer with {picked.length}</Button>
    </>
  );
};

const Written = ({
  awaiting,
  answer,
}: {
  readonly awaiting: Awaiting | null;
  readonly answer: (given: Answer) => void;
}) => {
  const [text, setText] = useState('');
  const isFile = awaiting?.type === 'input' && awaiting.kind === 'file';
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (isFile && text.trim() === '') return;
    answer(isFile ? { file: { url: text, name: text.split('/').at(-1) || 'file' } } : { text });
    setText('');
  };
  const asked = awaiting?.type === 'input' ? awaiting.placeholder : undefined;
  return (
    <form className="row" onSubmit={send}>
      <TextInput
        className={classes.text ?? ''}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        aria-label="Your answer"
        placeholder={isFile ? 'https://… of a file' : (asked ?? 'Type an answer')}
        autoComplete="off"
      />
      <ActionIcon type="submit" variant="filled" size={36} aria-label="Send">
        <IconSend size={18} stroke={1.75} />
      </ActionIcon>
    </form>
  );
};
