/** Moves pinned deployments to a version, one after the other; what could not be moved is told, and stays as it was. */

import { deploymentCalls } from '@sluice/api/deployments';
import { useCallback } from 'react';
import { useWrite } from '../../connection/api.tsx';
import { problemsOf } from '../../connection/refusal.ts';
import { tell } from '../../ui/tell.tsx';

export const useMoveDeployments = () => {
  const { mutateAsync } = useWrite(deploymentCalls.edit);
  return useCallback(
    async (ids: readonly string[], version: number): Promise<void> => {
      for (const id of ids) {
        try {
          await mutateAsync({ params: { id }, body: { version } });
        } catch (error) {
          const [problem] = problemsOf(error);
          tell(`A deployment stays on its version: ${problem?.says ?? 'it could not be changed.'}`);
        }
      }
    },
    [mutateAsync],
  );
};
