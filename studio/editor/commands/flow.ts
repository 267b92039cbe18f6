/** Commands on the flow itself: its name, its settings, its triggers. */
import type { FlowSettings, Trigger } from '@sluice/core/flow/document';
import type { Place } from '@sluice/core/interpreter/state';
import { ok } from '@sluice/core/problem';
import { type Command, STEP, typing, unchanged } from '../command.ts';
import { connectedOrRefused } from './edges.ts';

export const renameFlow =
  (name: string): Command =>
  (document) =>
    name === document.name
      ? unchanged(document)
      : ok({ document: { ...document, name }, label: 'rename the flow', undo: typing('flow name') });

export const setFlowSettings =
  (settings: FlowSettings, field = 'settings'): Command =>
  (document) =>
    JSON.stringify(settings) === JSON.stringify(document.settings)
      ? unchanged(document)
      : ok({
          document: { ...document, settings },
          label: 'change the settings',
          undo: typing(`flow ${field}`),
        });

type WithoutId<T> = T extends { readonly id: string } ? Omit<T, 'id'> : never;
export type NewTrigger = WithoutId<Trigger>;

/** A new trigger, and where it leads when that is known; refused when that is gone. */
export const addTrigger =
  (trigger: NewTrigger, to?: Place): Command =>
  (document, world) => {
    const id = world.newId();
    const made = { id, ...trigger } as Trigger; // a trigger without its id, and an id
    const added = { ...document, triggers: [...document.triggers, made] };
    const after = to ? connectedOrRefused(added, { trigger: id }, to, world) : ok(added);
    if (!after.ok) return after;
    return ok({
      document: after.value,
      label: 'add a trigger',
      undo: STEP,
    });
  };

export const changeTrigger =
  (id: string, trigger: NewTrigger, field?: string): Command =>
  (document) => {
    const made = { id, ...trigger } as Trigger; // as above
    const before = document.triggers.find((each) => each.id === id);
    if (!before || JSON.stringify(before) === JSON.stringify(made)) return unchanged(document);
    return ok({
      document: { ...document, triggers: document.triggers.map((each) => (each.id === id ? made : each)) },
      label: 'change a trigger',
      undo: field === undefined ? STEP : typing(`trigger ${id} ${field}`),
    });
  };

/** Removes a trigger and its edge. */
export const removeTrigger =
  (id: string): Command =>
  (document) =>
    document.triggers.some((each) => each.id === id)
      ? ok({
          document: {
            ...document,
            triggers: document.triggers.filter((each) => each.id !== id),
            edges: document.edges.filter(({ from }) => !('trigger' in from) || from.trigger !== id),
          },
          label: 'remove a trigger',
          undo: STEP,
        })
      : unchanged(document);
