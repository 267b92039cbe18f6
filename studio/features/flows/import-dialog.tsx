/** Flows from JSON, by file or pasted: all of them or none, with every mistake named. */
import { Button, FileButton, Modal, Textarea } from '@mantine/core';
import { flowCalls } from '@sluice/api/flows';
import { type Problem, problem } from '@sluice/core/problem';
import { useState } from 'react';
import { useWrite } from '../../connection/api.tsx';
import { problemsOf } from '../../connection/refusal.ts';
import { DialogFoot } from '../../ui/dialog-foot.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { counted } from '../../ui/plural.ts';
import { tell } from '../../ui/tell.tsx';

const NOT_JSON = problem(
  'not-json',
  '',
  'This is not JSON.',
  'Export a flow with “Export as JSON” to see what it looks like.',
);
const MOST_SHOWN = 5;

export const ImportDialog = ({ close }: { readonly close: () => void }) => {
  const [text, setText] = useState('');
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const bring = useWrite(flowCalls.import);
  const send = () => {
    const documents = documentsIn(text);
    if (documents === null) return setProblems([NOT_JSON]);
    bring.mutate(
      // Whatever it is, the server names what is wrong with it.
      { body: { format: 'sluice', documents: documents as never[] } },
      {
        onError: (error) => setProblems(problemsOf(error)),
        onSuccess: ({ body }) => {
          close();
          tell(`${counted(body.flows.length, 'flow')} imported.`);
        },
      },
    );
  };
  const read = async (file: File | null) => {
    if (file) setText(await file.text());
  };
  const more = problems.length - MOST_SHOWN;
  return (
    <Modal opened onClose={close} size={640} title="Import flows">
      <Form onSubmit={send}>
        <p className="muted">
          One flow document, or a list of them. They become drafts; nothing runs before you publish.
        </p>
        <div>
          <FileButton accept="application/json,.json" onChange={(file) => void read(file)}>
            {(props) => <Button {...props}>Choose a file</Button>}
          </FileButton>
        </div>
        <Textarea
          label="Or paste JSON"
          rows={8}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          styles={{ input: { fontFamily: 'var(--font-mono)', fontSize: 'var(--t12)' } }}
        />
        <Notice problems={problems.slice(0, MOST_SHOWN).map(withPlace)} />
        {more > 0 && <p className="muted">And {more} more.</p>}
        <DialogFoot close={close}>
          <Button type="submit" variant="filled" loading={bring.isPending} disabled={text.trim() === ''}>
            Import
          </Button>
        </DialogFoot>
      </Form>
    </Modal>
  );
};

const documentsIn = (text: string): readonly unknown[] | null => {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : [parsed];
  } catch {
    return null;
  }
};

/** Where it is stands before what it is: a document has many places. */
const withPlace = (found: Problem): Problem =>
  found.at === '' ? found : { ...found, says: `${found.at}: ${found.says}` };
