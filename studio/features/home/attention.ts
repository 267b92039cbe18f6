/** What needs attention, in words: what it is, what stands behind it, and the one thing to do about it. */

import type { homeCalls } from '@sluice/api/home';
import type { Out } from '../../connection/call.ts';
import { counted, fitting } from '../../ui/plural.ts';
import { whenWords } from '../../ui/when-words.ts';

export type Attention = Out<(typeof homeCalls)['home']['answer']>['attention'][number];

export type Said = {
  readonly key: string;
  readonly title: string;
  readonly behind: string;
  /** The flow to look at; null where there is no page for it yet. */
  readonly flow: string | null;
  readonly verb: string;
  readonly isGrave: boolean;
};

const version = (number: number, label: string | null): string => label ?? `version ${number}`;

export const attentionWords = (attention: Attention, now: number): Said => {
  switch (attention.kind) {
    case 'waiting-for-human': {
      const { count, longest } = attention;
      const who = longest.person ?? 'somebody';
      const said = longest.said === null ? '' : `, “${longest.said}”`;
      return {
        key: attention.kind,
        title: `${counted(count, 'person', 'people')} ${fitting(count, 'waits', 'wait')} for a human`,
        behind: `Longest since ${whenWords(longest.since, { now })}: ${who}${said}`,
        flow: null,
        verb: '',
        isGrave: false,
      };
    }
    case 'newer-version': {
      const { deployment, flow, pinned, pinnedLabel, latest, latestLabel } = attention;
      return {
        key: `${attention.kind} ${deployment.id}`,
        title: `${deployment.name} is on ${version(pinned, pinnedLabel)}; ${version(latest, latestLabel)} is published`,
        behind: `Of the flow ${flow.name}. New conversations stay on ${version(pinned, pinnedLabel)} until it is changed.`,
        flow: flow.id,
        verb: 'Compare them',
        isGrave: false,
      };
    }
    case 'failed':
      return {
        key: attention.kind,
        title: `${counted(attention.count, 'conversation')} failed today`,
        behind: 'They were handed to people. The conversation says what went wrong.',
        flow: null,
        verb: '',
        isGrave: true,
      };
    case 'dead-letters':
      return {
        key: attention.kind,
        title: `${counted(attention.count, 'message')} could not be handled`,
        behind: 'Several tries failed. The conversations they belong to say why.',
        flow: null,
        verb: '',
        isGrave: true,
      };
    case 'draft-problems':
      return {
        key: `${attention.kind} ${attention.flow.id}`,
        title: `${attention.flow.name} has ${counted(attention.count, 'problem')} to mend`,
        behind: 'Its draft cannot be published as it is.',
        flow: attention.flow.id,
        verb: 'Open the flow',
        isGrave: false,
      };
  }
};
