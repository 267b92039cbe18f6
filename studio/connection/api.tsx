/** The API as components use it: bound to the workspace of the page, cached by React Query. */
import type { RouteSpec } from '@sluice/api/route';
import { type UseQueryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { type Answer, type Connection, call, type Given, type Options } from './call.ts';
import { Refusal } from './refusal.ts';

const ConnectionContext = createContext<Connection>({ workspace: null });

/** Everything below asks on behalf of this workspace. */
export const ApiProvider = ({
  workspace,
  signInAgain,
  fetch,
  children,
}: Connection & { readonly children: ReactNode }) => {
  const connection = useMemo(
    () => ({ workspace, signInAgain, ...(fetch ? { fetch } : {}) }),
    [workspace, signInAgain, fetch],
  );
  return <ConnectionContext value={connection}>{children}</ConnectionContext>;
};

export const useConnection = (): Connection => useContext(ConnectionContext);

/** What a call read is known by; everything under a spec's path is forgotten together. */
export const keyOf = <S extends RouteSpec>(
  connection: Connection,
  spec: S,
  given: Given<S>,
): readonly unknown[] => [connection.workspace, spec.path, given];

/** Reads, and keeps reading when the window comes back. Refusals are in `error` as a `Refusal`. */
export const useRead = <S extends RouteSpec>(
  spec: S,
  given: Given<S>,
  options: Pick<
    UseQueryOptions<Answer<S>>,
    'enabled' | 'refetchInterval' | 'staleTime' | 'placeholderData'
  > = {},
) => {
  const connection = useConnection();
  return useQuery<Answer<S>>({
    ...options,
    queryKey: keyOf(connection, spec, given),
    queryFn: async ({ signal }) => {
      const outcome = await call(connection, spec, given, { signal });
      if (!outcome.ok) throw new Refusal(outcome.problems);
      return outcome.value;
    },
  });
};

export type WriteOf<S extends RouteSpec> = Given<S> & Pick<Options, 'ifMatch'>;

/** Writes once, when told to; afterwards everything that was read of the workspace is asked again. */
export const useWrite = <S extends RouteSpec>(spec: S) => {
  const connection = useConnection();
  const queries = useQueryClient();
  return useMutation<Answer<S>, Error, WriteOf<S>>({
    mutationFn: async ({ ifMatch, ...given }) => {
      // What is left after taking ifMatch away is exactly what Given<S> asks for.
      const outcome = await call(connection, spec, given as unknown as Given<S>, {
        ifMatch: ifMatch ?? null,
      });
      if (!outcome.ok) throw new Refusal(outcome.problems);
      return outcome.value;
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: [connection.workspace] }),
  });
};
