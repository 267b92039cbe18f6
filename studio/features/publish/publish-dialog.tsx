/** The last look before a version goes out: what is new, what tests say, whom it reaches; then its name. */
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { versionCalls } from '@sluice/api/versions';
import type { FlowDocument } from '@sluice/core/flow/document';
import type { Problem } from '@sluice/core/problem';
import { type FormEvent, useState } from 'react';
import { PageLoading } from '../../app/page-states.tsx';
import { useRead, useWrite } from '../../connection/api.tsx';
import { problemsOf } from '../../connection/refusal.ts';
import { Notice } from '../../ui/notice.tsx';
import { tell } from '../../ui/tell.tsx';
import { EngineProvider } from '../test-panel/engine-provider.tsx';
import type { Naming } from '../versions/difference.ts';
import { ChangesSection } from './changes-section.tsx';
import type { Publishing } from './consequence.ts';
import classes from './publish-dialog.module.css';
import { ReachSection } from './reach-section.tsx';
import { TestsSection, type Verdict } from './tests-section.tsx';
import { useMoveDeployments } from './use-move-deployments.ts';

export type PublishDialogProps = {
  readonly flowId: string;
  /** The draft as it was saved last, and the revision it got: that draft is published, or none. */
  readonly document: FlowDocument;
  readonly revision: string;
  readonly naming: Naming;
  /** Leads to the place of a problem on the canvas. */
  readonly onProblem: (problem: Problem) => void;
  readonly close: () => void;
};

export const PublishDialog = (props: PublishDialogProps) => (
  <Modal opened onClose={props.close} size={640} title="Publish">
    <EngineProvider>
      <Loaded {...props} />
    </EngineProvider>
  </Modal>
);

const Loaded = (props: PublishDialogProps) => {
  const publishing = useRead(versionCalls.publishing, { params: { id: props.flowId } }, { staleTime: 0 });
  if (publishing.isError) {
    return (
      <Notice
        problems={problemsOf(publishing.error)}
        action={<Button onClick={() => publishing.refetch()}>Try again</Button>}
      />
    );
  }
  if (!publishing.data) return <PageLoading />;
  return <Form {...props} publishing={publishing.data.body} />;
};

const Form = ({
  flowId,
  document,
  revision,
  naming,
  onProblem,
  close,
  publishing,
}: PublishDialogProps & { readonly publishing: Publishing }) => {
  const [label, setLabel] = useState('');
  const [note, setNote] = useState('');
  const [verdict, setVerdict] = useState<Verdict>({ failing: 0, acknowledged: false });
  const [moving, setMoving] = useState<readonly string[]>([]);
  const publish = useWrite(versionCalls.publish);
  const moveDeployments = useMoveDeployments();
  const { next, latest, publishable } = publishing;
  const isHeld = !publishable || (verdict.failing > 0 && !verdict.acknowledged);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isHeld || publish.isPending) return;
    publish.mutate(
      {
        params: { id: flowId },
        ifMatch: revision,
        body: {
          label: label.trim() || null,
          note: note.trim() || null,
          expectedLatest: latest?.number ?? 0,
          acknowledgeFailingTests: verdict.failing > 0 && verdict.acknowledged,
        },
      },
      {
        onSuccess: async ({ body }) => {
          tell(`Version ${body.number} is published.`);
          await moveDeployments(moving, body.number);
          close();
        },
      },
    );
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <ProblemList publishing={publishing} onProblem={onProblem} />
      <ChangesSection flowId={flowId} document={document} publishing={publishing} naming={naming} />
      <TestsSection flowId={flowId} document={document} verdict={verdict} onVerdict={setVerdict} />
      <ReachSection document={document} publishing={publishing} moving={moving} onMoving={setMoving} />
      <div className={classes.names}>
        <TextInput
          label="Label"
          description="How the team calls it"
          placeholder="v2.1"
          maxLength={100}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <Textarea
          label="Note"
          description="What is new, for whoever looks at it later"
          placeholder="Order numbers are checked"
          maxLength={5_000}
          autosize
          minRows={1}
          maxRows={5}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </div>
      <Notice problems={publish.isError ? problemsOf(publish.error) : []} />
      <div className={classes.actions}>
        <Button onClick={close}>Cancel</Button>
        <Button type="submit" variant="filled" disabled={isHeld} loading={publish.isPending}>
          Publish version {next}
        </Button>
      </div>
    </form>
  );
};

const ProblemList = ({
  publishing: { problems, publishable },
  onProblem,
}: {
  readonly publishing: Publishing;
  readonly onProblem: (problem: Problem) => void;
}) =>
  problems.length === 0 ? null : (
    <section>
      <h3>{publishable ? 'Worth a look' : 'This stops publishing'}</h3>
      <ul className={classes.problems}>
        {problems.map((problem) => (
          <li key={`${problem.code} ${problem.at}`}>
            <button type="button" className={classes.problem} onClick={() => onProblem(problem)}>
              {problem.says}
            </button>{' '}
            <span className="muted">{problem.hint}</span>
          </li>
        ))}
      </ul>
    </section>
  );
