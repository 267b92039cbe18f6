/** The flow's tests, run against the draft as it stands: what passes, what goes another way, and what no test reaches. */
import { Button, Switch } from '@mantine/core';
import { flowTestCalls } from '@sluice/api/flow-tests';
import type { FlowDocument } from '@sluice/core/flow/document';
import { makeVersion } from '@sluice/core/flow/version';
import { prepareProgram } from '@sluice/core/interpreter/program';
import { useEffect, useMemo, useState } from 'react';
import { PageLoading } from '../../app/page-states.tsx';
import { useRead } from '../../connection/api.tsx';
import { problemsOf } from '../../connection/refusal.ts';
import { Notice } from '../../ui/notice.tsx';
import { useEngine } from './engine-provider.tsx';
import { TestRow } from './test-row.tsx';
import classes from './tests-tab.module.css';

export const TestsTab = ({
  flowId,
  document,
  readOnly,
  onCoverage,
}: {
  readonly flowId: string;
  readonly document: FlowDocument;
  readonly readOnly: string | null;
  readonly onCoverage: (blocks: readonly string[] | null) => void;
}) => {
  const { blockLibrary, runFlowTest, coverage } = useEngine();
  const tests = useRead(flowTestCalls.list, { params: { id: flowId } });
  const [painted, setPainted] = useState(false);
  const items = tests.data?.body.items;
  const run = useMemo(() => {
    const program = prepareProgram(makeVersion({ document }), blockLibrary, flowId);
    const results = (items ?? []).map((test) => ({ test, result: runFlowTest(program, test) }));
    return {
      results,
      covered: coverage(
        document,
        results.map(({ result }) => result),
      ),
    };
  }, [items, document, flowId, blockLibrary, runFlowTest, coverage]);
  useEffect(() => {
    onCoverage(painted ? run.covered.covered : null);
    return () => {
      onCoverage(null);
    };
  }, [onCoverage, painted, run]);
  if (tests.isError)
    return (
      <Notice
        problems={problemsOf(tests.error)}
        action={<Button onClick={() => tests.refetch()}>Try again</Button>}
      />
    );
  if (!items) return <PageLoading />;
  if (items.length === 0) {
    return (
      <div className={classes.empty}>
        <h3>No tests yet</h3>
        <p className="muted">
          Talk to the flow until it did what it should, then choose “Save as test”. Each test is run again
          before every publish.
        </p>
      </div>
    );
  }
  const failing = run.results.filter(({ result }) => !result.pass).length;
  return (
    <div className={classes.tests}>
      <p role="status">
        <b>
          {failing === 0
            ? `${items.length === 1 ? 'The test passes' : `All ${items.length} tests pass`}.`
            : `${failing} of ${items.length} ${items.length === 1 ? 'test' : 'tests'} ${failing === 1 ? 'fails' : 'fail'}.`}
        </b>{' '}
        <span className="muted">
          They run {run.covered.covered.length} of {run.covered.all.length} blocks.
        </span>
      </p>
      <Switch
        label="Show on the canvas which blocks they run"
        checked={painted}
        onChange={(event) => setPainted(event.currentTarget.checked)}
      />
      <ul className={classes.list}>
        {run.results.map(({ test, result }) => (
          <TestRow key={test.id} flowId={flowId} test={test} result={result} readOnly={readOnly} />
        ))}
      </ul>
    </div>
  );
};
