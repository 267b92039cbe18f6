/** Where somebody goes who has just signed in: on, to the page they wanted, without what was read before. */
import { safeNext } from '@sluice/api/safe-next';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';

const STUDIO = /^\/studio(\/|\?|#|$)/;

/** `next` is what an address said: only ever a page of our own is gone to. */
export const useGoOn = (): ((next?: string) => void) => {
  const queries = useQueryClient();
  const { history } = useRouter();
  return useCallback(
    (next) => {
      queries.clear();
      const to = safeNext(next);
      if (STUDIO.test(to)) history.push(to);
      else window.location.assign(to);
    },
    [queries, history],
  );
};
