/** Keeps the conversation as a test: from now on the flow must go the same way. */
import { Button, Modal, TextInput, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { flowTestCalls } from '@sluice/api/flow-tests';
import type { Problem } from '@sluice/core/problem';
import { type FormEvent, useState } from 'react';
import { useWrite } from '../../connection/api.tsx';
import { problemsOf } from '../../connection/refusal.ts';
import { Notice } from '../../ui/notice.tsx';
import { tell } from '../../ui/tell.tsx';
import { useEngine } from './engine-provider.tsx';
import classes from './save-as-test.module.css';
import type { TrialControls } from './use-trial.ts';

export const SaveAsTest = ({
  flowId,
  trial,
  readOnly,
}: {
  readonly flowId: string;
  readonly trial: TrialControls;
  readonly readOnly: string | null;
}) => {
  const [open, { open: show, close }] = useDisclosure();
  return (
    <>
      <Tooltip label={readOnly} disabled={readOnly === null}>
        <Button
          className="push"
          data-disabled={readOnly !== null}
          onClick={() => readOnly === null && show()}
        >
          Save as test
        </Button>
      </Tooltip>
      <Modal opened={open} onClose={close} title="Save as test">
        <Form flowId={flowId} trial={trial} close={close} />
      </Modal>
    </>
  );
};

const Form = ({
  flowId,
  trial,
  close,
}: {
  readonly flowId: string;
  readonly trial: TrialControls;
  readonly close: () => void;
}) => {
  const { recordTest } = useEngine();
  const turns = trial.session.turns.length;
  const [name, setName] = useState('');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const create = useWrite(flowTestCalls.create);
  const save = (event: FormEvent) => {
    event.preventDefault();
    const test = recordTest(name, trial.session, trial.options);
    if (!test.ok) return setProblems(test.problems);
    create.mutate(
      { params: { id: flowId }, body: test.value },
      {
        onError: (error) => setProblems(problemsOf(error)),
        onSuccess: () => {
          tell(`“${test.value.name}” is a test now.`);
          close();
        },
      },
    );
  };
  return (
    <form className={classes.form} onSubmit={save}>
      <p className="muted">
        Before each publish this conversation of {turns} {turns === 1 ? 'turn' : 'turns'} is held again. If
        the flow says or offers something else, you are told.
      </p>
      <TextInput
        label="Name"
        placeholder="A broken order goes to the team"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
        required
      />
      <Notice problems={problems} />
      <div className={classes.actions}>
        <Button onClick={close}>Cancel</Button>
        <Button type="submit" variant="filled" loading={create.isPending}>
          Save test
        </Button>
      </div>
    </form>
  );
};
