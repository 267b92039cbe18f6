/** Answers what the flow waits for: a text, one or several choices, silence, or a human who gives it back. */
import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';
import type { Awaiting } from '@sluice/core/interpreter/awaiting';
import type { Answer } from '@sluice/core/interpreter/input';
import { IconSend } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import classes from './answer-field.module.css';
import type { TrialControls } from './use-trial.ts';

export const AnswerField = ({ trial }: { readonly trial: TrialControls }) => {
  const { session, take } = trial;
  const answer = (given: Answer) => take({ type: 'answer', answer: given });
  if (session.status === 'handed-off') {
    return (
      <div className={classes.field}>
        <Button fullWidth onClick={() => take({ type: 'hand-back' })}>
          Give it back to the flow
        </Button>
      </div>
    );
  }
  if (session.status !== 'waiting') {
    return (
      <div className={classes.field}>
        <Button fullWidth onClick={trial.restart}>
          Start again
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.field}>
      {session.awaiting?.type === 'choice' && (
        // A new question begins with nothing ticked.
        <Choices key={session.turns.length} awaiting={session.awaiting} answer={answer} />
      )}
      <Written awaiting={session.awaiting} answer={answer} />
      {session.state.timer && (
        <Button variant="subtle" size="compact-sm" onClick={() => take({ type: 'elapsed' })}>
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
