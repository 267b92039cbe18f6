/** Talk to the draft or any version as anybody, look inside, and keep what should stay true as tests. */
import { ActionIcon, Button, Tabs } from '@mantine/core';
import { versionCalls } from '@sluice/api/versions';
import type { FlowDocument } from '@sluice/core/flow/document';
import { IconArrowBackUp, IconRefresh, IconX } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { useRead } from '../../connection/api.tsx';
import { AnswerField } from './answer-field.tsx';
import { EngineProvider } from './engine-provider.tsx';
import { Inspector } from './inspector.tsx';
import { SaveAsTest } from './save-as-test.tsx';
import classes from './test-panel.module.css';
import { SOMEBODY } from './test-person.ts';
import { DRAFT, type Setup, TestSetup } from './test-setup.tsx';
import { TestsTab } from './tests-tab.tsx';
import { Transcript } from './transcript.tsx';
import { type TrialControls, useTrial } from './use-trial.ts';

export type TestPanelProps = {
  readonly flowId: string;
  /** The draft as it stands in the editor, saved or not. */
  readonly document: FlowDocument;
  /** The group to begin at, when somebody asked to test from there. */
  readonly group?: string | null;
  /** Why tests may not be kept or changed; null when they may. */
  readonly readOnly: string | null;
  /** Points at the block where the conversation stands; null when nowhere in the draft. */
  readonly onStand: (block: string | null) => void;
  /** The blocks that the tests ran, to be painted; null when they are not shown. */
  readonly onCoverage: (blocks: readonly string[] | null) => void;
  readonly close: () => void;
};

export const TestPanel = (props: TestPanelProps) => (
  <aside className={classes.panel} aria-label="Test">
    <header className={classes.head}>
      <h2>Test</h2>
      <ActionIcon className="push" aria-label="Close the test panel" onClick={props.close}>
        <IconX size={18} stroke={1.75} />
      </ActionIcon>
    </header>
    <EngineProvider>
      <Panel {...props} />
    </EngineProvider>
  </aside>
);

const Panel = ({ flowId, document, group = null, readOnly, onStand, onCoverage }: TestPanelProps) => {
  const [tab, setTab] = useState<string | null>('talk');
  const [setup, setSetup] = useState<Setup>({ source: DRAFT, group, person: SOMEBODY });
  const isDraft = setup.source === DRAFT;
  const version = useRead(
    versionCalls.get,
    { params: { id: flowId, number: isDraft ? 1 : Number(setup.source) } },
    { enabled: !isDraft, staleTime: Number.POSITIVE_INFINITY },
  );
  // What the API answers for a version is the document that was published.
  const published = version.data?.body.document as FlowDocument | undefined;
  const tried = isDraft ? document : published;
  return (
    <Tabs value={tab} onChange={setTab} className={classes.tabs ?? ''} keepMounted={false}>
      <Tabs.List className={classes.list ?? ''}>
        <Tabs.Tab value="talk">Talk</Tabs.Tab>
        <Tabs.Tab value="tests">Tests</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="talk" className={classes.body ?? ''}>
        <TestSetup flowId={flowId} document={tried ?? document} setup={setup} change={setSetup} />
        {tried && (
          <Talk
            // Another person, start or version is another conversation; an edited draft goes on until restarted.
            key={JSON.stringify(setup)}
            flowId={flowId}
            document={tried}
            setup={setup}
            readOnly={readOnly}
            onStand={isDraft ? onStand : noStand}
          />
        )}
      </Tabs.Panel>
      <Tabs.Panel value="tests" className={classes.body ?? ''}>
        <TestsTab flowId={flowId} document={document} readOnly={readOnly} onCoverage={onCoverage} />
      </Tabs.Panel>
    </Tabs>
  );
};

/** A version's blocks may be gone from the draft: nothing is pointed at. */
const noStand = () => {};

const Talk = ({
  flowId,
  document,
  setup,
  readOnly,
  onStand,
}: {
  readonly flowId: string;
  readonly document: FlowDocument;
  readonly setup: Setup;
  readonly readOnly: string | null;
  readonly onStand: (block: string | null) => void;
}) => {
  const start = useMemo(() => (setup.group === null ? null : { group: setup.group }), [setup.group]);
  const wanted = useMemo(
    () => ({ flowId, document, person: setup.person, start }),
    [flowId, document, setup.person, start],
  );
  const trial = useTrial(wanted);
  const { standsAt } = trial;
  useEffect(() => {
    onStand(standsAt);
    return () => {
      onStand(null);
    };
  }, [onStand, standsAt]);
  const [inside, setInside] = useState(false);
  return (
    <>
      {trial.outdated && <Outdated trial={trial} />}
      {inside ? <Inspector trial={trial} /> : <Transcript session={trial.session} />}
      <AnswerField
        status={trial.session.status}
        awaiting={trial.session.awaiting}
        turn={trial.session.turns.length}
        answer={(answer) => trial.take({ type: 'answer', answer })}
        handBack={() => trial.take({ type: 'hand-back' })}
        {...(trial.session.state.timer ? { elapse: () => trial.take({ type: 'elapsed' }) } : {})}
        restart={trial.restart}
      />
      <footer className={classes.foot}>
        <ActionIcon aria-label="Step back" disabled={!trial.canStepBack} onClick={trial.stepBack}>
          <IconArrowBackUp size={18} stroke={1.75} />
        </ActionIcon>
        <ActionIcon aria-label="Restart" onClick={trial.restart}>
          <IconRefresh size={18} stroke={1.75} />
        </ActionIcon>
        <Button variant="subtle" aria-pressed={inside} onClick={() => setInside(!inside)}>
          {inside ? 'Conversation' : 'Look inside'}
        </Button>
        <SaveAsTest flowId={flowId} trial={trial} readOnly={readOnly} />
      </footer>
    </>
  );
};

const Outdated = ({ trial }: { readonly trial: TrialControls }) => (
  <p className={classes.outdated}>
    The draft has changed since this conversation began.
    <Button variant="subtle" size="compact-sm" color="link" onClick={trial.restart}>
      Restart
    </Button>
  </p>
);
