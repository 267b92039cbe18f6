/** What the flow's tests say of the draft; failing ones hold publishing back until somebody has seen them. */
import { Checkbox } from '@mantine/core';
import { flowTestCalls } from '@sluice/api/flow-tests';
import type { FlowDocument } from '@sluice/core/flow/document';
import { makeVersion } from '@sluice/core/flow/version';
import { prepareProgram } from '@sluice/core/interpreter/program';
import { useEffect, useMemo } from 'react';
import { useRead } from '../../connection/api.tsx';
import { problemsOf } from '../../connection/refusal.ts';
import { Notice } from '../../ui/notice.tsx';
import { counted, fitting } from '../../ui/plural.ts';
import { useEngine } from '../test-panel/engine-provider.tsx';

export type Verdict = { readonly failing: number; readonly acknowledged: boolean };

export const TestsSection = ({
  flowId,
  document,
  verdict,
  onVerdict,
}: {
  readonly flowId: string;
  readonly document: FlowDocument;
  readonly verdict: Verdict;
  readonly onVerdict: (verdict: Verdict) => void;
}) => {
  const { blockLibrary, runFlowTest } = useEngine();
  const tests = useRead(flowTestCalls.list, { params: { id: flowId } });
  const items = tests.data?.body.items;
  const failing = useMemo(() => {
    const program = prepareProgram(makeVersion({ document }), blockLibrary, flowId);
    return (items ?? []).filter((test) => !runFlowTest(program, test).pass).map(({ name }) => name);
  }, [items, document, flowId, blockLibrary, runFlowTest]);
  useEffect(() => {
    onVerdict({ failing: failing.length, acknowledged: false });
  }, [failing.length, onVerdict]);
  return (
    <section>
      <h3>Tests</h3>
      <Notice problems={tests.isError ? problemsOf(tests.error) : []} />
      {items?.length === 0 && (
        <p className="muted">
          This flow has none. Keep a conversation from the test panel, and it is held again here.
        </p>
      )}
      {items && items.length > 0 && failing.length === 0 && (
        <p>{items.length === 1 ? 'The test passes.' : `All ${counted(items.length, 'test')} pass.`}</p>
      )}
      {failing.length > 0 && (
        <>
          <p>
            {counted(failing.length, 'test')} {fitting(failing.length, 'fails', 'fail')}:{' '}
            {failing.map((name) => `“${name}”`).join(', ')}.
          </p>
          <Checkbox
            mt="xs"
            label={`Publish although ${fitting(failing.length, 'it fails', 'they fail')}`}
            checked={verdict.acknowledged}
            onChange={(event) =>
              onVerdict({ failing: failing.length, acknowledged: event.currentTarget.checked })
            }
          />
        </>
      )}
    </section>
  );
};
