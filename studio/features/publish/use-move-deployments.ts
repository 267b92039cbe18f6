/** Moves pinned deployments to a version, one after the other; what could not be moved is told, and stays as it was. */
import { notifications } from '@mantine/notifications';
import { deploymentCalls } from '@sluice/api/deployments';
import { useCallback } from 'react';
import { useWrite } from '../../connection/api.tsx';
import { problemsOf } from '../../connection/refusal.ts';

export const useMoveDeployments = () => {
  const { mutateAsync } = useWrite(deploymentCalls.edit);
  return useCallback(
    async (ids: readonly string[], version: number): Promise<void> => {
      for (const id of ids) {
        try {
          await mutateAsync({ params: { id }, body: { version } });
        } catch (error) {
          const [problem] = problemsOf(error);
          notifications.show({
            color: 'danger',
            message: `A deployment stays on its version: ${problem?.says ?? 'it could not be changed.'}`,
          });
        }
      }
    },
    [mutateAsync],
  );
};
