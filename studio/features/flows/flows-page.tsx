/** The flows of the workspace: find one, begin one. */
import { flowCalls } from '@sluice/api/flows';
import { useRead } from '../../connection/api.tsx';
import { problemsOf } from '../../connection/refusal.ts';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';

export const FlowsPage = () => {
  const flows = useRead(flowCalls.list, { query: { limit: 100 } });
  return (
    <>
      <PageHead title="Flows" />
      {flows.isError && <Notice problems={problemsOf(flows.error)} />}
      <ul>
        {flows.data?.body.items.map((flow) => (
          <li key={flow.id}>{flow.name}</li>
        ))}
      </ul>
    </>
  );
};
