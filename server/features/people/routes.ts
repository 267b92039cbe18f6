/** Binds the calls for people. */
import { peopleCalls } from '@sluice/api/people';
import { answered, type Bind } from '../../http/bind.ts';
import type { Services } from '../../services.ts';
import { putPerson } from './commands.ts';
import { erasePerson } from './erase.ts';
import { exportPerson, listPeople, readPerson } from './queries.ts';

export const peopleRoutes = (bind: Bind, services: Services): void => {
  bind(peopleCalls.list, async ({ actor, query }) => answered(await listPeople(services, actor, query)));
  bind(peopleCalls.get, async ({ actor, params }) => answered(await readPerson(services, actor, params.id)));
  bind(peopleCalls.put, async ({ actor, params, body }) =>
    answered(await putPerson(services, actor, params.key, body.attributes)),
  );
  bind(peopleCalls.export, async ({ actor, params }) =>
    answered(await exportPerson(services, actor, params.id)),
  );
  bind(peopleCalls.erase, async ({ actor, params }) =>
    answered(await erasePerson(services, actor, params.id)),
  );
};
