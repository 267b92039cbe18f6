/** Binds the call behind the first screen. */
import { homeCalls } from '@sluice/api/home';
import { answered, type Bind } from '../../http/bind.ts';
import type { ReportTools } from '../insights/report.ts';
import { home } from './home.ts';

export const homeRoutes = (bind: Bind, tools: ReportTools): void => {
  bind(homeCalls.home, async ({ actor, query }) => answered(await home(tools, actor, query.timeZone)));
};
