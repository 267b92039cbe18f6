/** Loads the engine once and hands it down; until it is there, a quiet placeholder. */
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { PageError, PageLoading } from '../../app/page-states.tsx';

const load = () => import('./trial-engine.ts');
export type Engine = Awaited<ReturnType<typeof load>>;

const EngineContext = createContext<Engine | null>(null);

export const EngineProvider = ({ children }: { readonly children: ReactNode }) => {
  const engine = useQuery({ queryKey: ['trial-engine'], queryFn: load, staleTime: Number.POSITIVE_INFINITY });
  if (engine.isError) return <PageError error={engine.error} reset={() => void engine.refetch()} />;
  if (!engine.data) return <PageLoading />;
  return <EngineContext value={engine.data}>{children}</EngineContext>;
};

/** The engine; only below an `EngineProvider`. */
export const useEngine = (): Engine => {
  const engine = useContext(EngineContext);
  if (!engine) throw new Error('useEngine stands outside an EngineProvider');
  return engine;
};
