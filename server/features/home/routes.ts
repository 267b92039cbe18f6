/** Binds the call behind the first screen. */
import { homeCalls } from '@sluice/api/home';
import { answered, type Bind } from '../../http/bind.ts';
import type { Services } from '../../services.ts';
import { home } from './home.ts';

export const homeRoutes = (bind: Bind, services: Services): void => {
  bind(homeCalls.home, async ({ actor, query }) => answered(await home(services, actor, query.timeZone)));
};
