/** The whole application: look, data and routes around each other. */
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { OFFLINE } from '../connection/call.ts';
import { Refusal } from '../connection/refusal.ts';
import { resolveVariables, theme } from '../ui/theme.ts';
import { makeRouter } from './routes.tsx';

/** A broken line is worth another try; a refusal is an answer. */
const retry = (failures: number, error: Error): boolean =>
  failures < 3 && error instanceof Refusal && error.first.code === OFFLINE;

const makeQueries = () =>
  new QueryClient({ defaultOptions: { queries: { retry, staleTime: 5_000 }, mutations: { retry: false } } });

export const App = ({ nonce }: { readonly nonce: string }) => {
  const [queries] = useState(makeQueries);
  const [router] = useState(makeRouter);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queries}>
        <Notifications position="bottom-center" />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
};
