/** The Flow Editor: the canvas over the whole window, the bar above it, one panel beside it. */
import { useDocumentTitle } from '@mantine/hooks';
import { flowCalls } from '@sluice/api/flows';
import type { FlowDocument } from '@sluice/core/flow/document';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { PageLoading } from '../../app/page-states.tsx';
import { CanvasProvider } from '../../canvas/canvas-provider.tsx';
import { useRead } from '../../connection/api.tsx';
import { problemsOf } from '../../connection/refusal.ts';
import { Notice } from '../../ui/notice.tsx';
import classes from './flow-editor-page.module.css';
import { Workbench } from './workbench.tsx';

export const FlowEditorPage = () => {
  const { flow: flowId } = useParams({ from: '/w/$workspace/flows/$flow' });
  // Read once: from then on the editor knows better than the server, and keeps it told.
  const flow = useRead(flowCalls.get, { params: { id: flowId } }, { staleTime: 0 });
  useDocumentTitle(`${flow.data?.body.name ?? 'Flow'} · Sluice`);
  return (
    <main className={classes.page}>
      {flow.isError && (
        <div className={classes.notice}>
          <Notice problems={problemsOf(flow.error)} />
        </div>
      )}
      {flow.isPending && <PageLoading />}
      {flow.data && (
        <CanvasProvider key={flowId}>
          <Opened
            flowId={flowId}
            name={flow.data.body.name}
            // What the API answers for a draft is a document that was saved.
            document={flow.data.body.draft as FlowDocument}
            revision={flow.data.revision ?? ''}
          />
        </CanvasProvider>
      )}
    </main>
  );
};

/** The draft as it was when the page opened; later readings change the name at most. */
const Opened = ({
  flowId,
  name,
  document,
  revision,
}: {
  readonly flowId: string;
  readonly name: string;
  readonly document: FlowDocument;
  readonly revision: string;
}) => {
  const [opened] = useState({ flowId, document, revision });
  return <Workbench opened={opened} name={name} />;
};
