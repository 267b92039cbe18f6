/** The whole application: look, data and routes around each other. */
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { OFFLINE } from '../connection/call.ts';
import { lineLost } from '../connection/line.ts';
import { Refusal } from '../connection/refusal.ts';
import { resolveVariables, theme } from '../ui/theme.ts';
import { PageLoading } from './page-states.tsx';
import { makeRouter } from './routes.tsx';

/** A broken line is worth another try; a refusal is an answer. */
const retry = (failures: number, error: Error): boolean =>
  failures < 3 && error instanceof Refusal && error.first.code === OFFLINE;

const noticeLostLine = (error: Error): void => {
  if (error instanceof Refusal && error.first.code === OFFLINE) lineLost();
};

const makeQueries = () =>
  new QueryClient({
    queryCache: new QueryCache({ onError: noticeLostLine }),
    mutationCache: new MutationCache({ onError: noticeLostLine }),
    defaultOptions: {
      queries: { retry, staleTime: 5_000 },
      // Without a line a deed is refused at once: nobody wants an archive to happen by itself later.
      mutations: { retry: false, networkMode: 'always' },
    },
  });

const PreviewPage = lazy(async () => {
  const { PreviewPage: page } = await import('../features/preview/preview-page.tsx');
  return { default: page };
});

/** A preview link's token; undefined in the studio itself, which knows nobody without an account. */
const previewToken = (): string | undefined => /^\/preview\/([^/]+)/.exec(window.location.pathname)?.[1];

const Studio = () => {
  const [router] = useState(makeRouter);
  return <RouterProvider router={router} />;
};

export const App = ({ nonce }: { readonly nonce: string }) => {
  const [queries] = useState(makeQueries);
  const [token] = useState(previewToken);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queries}>
        <Notifications position="bottom-center" />
        {token === undefined ? (
          <Studio />
        ) : (
          <Suspense fallback={<PageLoading />}>
            <PreviewPage token={token} />
          </Suspense>
        )}
      </QueryClientProvider>
    </MantineProvider>
  );
};
