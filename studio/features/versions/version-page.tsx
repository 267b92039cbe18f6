/** One version, read-only, on the canvas. */
import { useDocumentTitle } from '@mantine/hooks';
import { versionCalls } from '@sluice/api/versions';
import type { FlowDocument } from '@sluice/core/flow/document';
import { IconArrowLeft } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { PageLoading } from '../../app/page-states.tsx';
import { CanvasProvider } from '../../canvas/canvas-provider.tsx';
import { FlowCanvas } from '../../canvas/flow-canvas.tsx';
import { useRead } from '../../connection/api.tsx';
import { problemsOf } from '../../connection/refusal.ts';
import { spokenName } from '../../ui/author.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { Notice } from '../../ui/notice.tsx';
import { When } from '../../ui/when.tsx';
import classes from './version-page.module.css';

export const VersionPage = () => {
  const params = useParams({ from: '/w/$workspace/flows/$flow/versions/$number' });
  const version = useRead(versionCalls.get, {
    params: { id: params.flow, number: Number(params.number) },
  });
  const shown = version.data?.body;
  useDocumentTitle(`Version ${params.number} · Sluice`);
  return (
    <main className={classes.page}>
      <header className={`floating ${classes.bar}`}>
        <ButtonLink
          variant="subtle"
          to="/w/$workspace/flows/$flow/versions"
          params={params}
          leftSection={<IconArrowLeft size={16} stroke={1.75} />}
        >
          Versions
        </ButtonLink>
        <h1 className={classes.title}>
          Version {params.number}
          {shown?.label && <span className="mono"> {shown.label}</span>}
        </h1>
        {shown && (
          <p className="muted small push">
            Published <When at={shown.publishedAt} /> by {spokenName(shown.author)}. It never changes.
          </p>
        )}
      </header>
      {version.isPending && <PageLoading />}
      {version.isError && (
        <div className={classes.notice}>
          <Notice problems={problemsOf(version.error)} />
        </div>
      )}
      {/* What the API answers for a version is the document that was published. */}
      {shown && (
        <CanvasProvider>
          <FlowCanvas document={shown.document as FlowDocument} />
        </CanvasProvider>
      )}
    </main>
  );
};
