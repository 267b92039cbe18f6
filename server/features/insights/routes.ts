/** Binds the calls for reports. */
import { reportCalls } from '@sluice/api/reports';
import { ok } from '@sluice/core/problem';
import type { Bind } from '../../http/bind.ts';
import { type ReportTools, report } from './report.ts';

export const insightRoutes = (bind: Bind, services: ReportTools): void => {
  bind(reportCalls.deployment, async ({ actor, params, query }) => {
    const made = await report(services, actor, params.id, query);
    return made.ok ? ok({ body: made.value }) : made;
  });
};
