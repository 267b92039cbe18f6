import { describe, expect, it } from 'vitest';
import { attentionWords } from './attention.ts';

const now = Date.parse('2026-03-09T14:21:00');
const since = new Date('2026-03-09T14:02:00').toISOString();

describe('what needs attention', () => {
  it('says who waits longest, and what they wrote', () => {
    const longest = {
      conversation: 'c',
      since,
      person: 'Tomasz Zielinski',
      said: 'The refund never arrived.',
    };
    expect(attentionWords({ kind: 'waiting-for-human', count: 3, longest }, now)).toMatchObject({
      title: '3 people wait for a human',
      behind: 'Longest since 14:02: Tomasz Zielinski, “The refund never arrived.”',
    });
    const nobody = { ...longest, person: null, said: null };
    expect(attentionWords({ kind: 'waiting-for-human', count: 1, longest: nobody }, now)).toMatchObject({
      title: '1 person waits for a human',
      behind: 'Longest since 14:02: somebody',
    });
  });

  it('leads to the flow whose deployment stays behind', () => {
    const said = attentionWords(
      {
        kind: 'newer-version',
        deployment: { id: 'd', name: 'Order help' },
        flow: { id: 'f', name: 'Order Help' },
        pinned: 3,
        pinnedLabel: 'v1.3',
        latest: 4,
        latestLabel: null,
      },
      now,
    );
    expect(said).toMatchObject({
      title: 'Order help is on v1.3; version 4 is published',
      flow: 'f',
      verb: 'Compare them',
    });
  });

  it('tells what is grave from what can wait', () => {
    expect(attentionWords({ kind: 'failed', count: 1 }, now)).toMatchObject({
      title: '1 conversation failed today',
      isGrave: true,
    });
    expect(
      attentionWords({ kind: 'draft-problems', flow: { id: 'f', name: 'NPS' }, count: 2 }, now),
    ).toMatchObject({
      title: 'NPS has 2 problems to mend',
      isGrave: false,
    });
  });
});
