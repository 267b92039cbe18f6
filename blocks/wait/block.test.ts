import { describe, expect, it } from 'vitest';
import { withSettings } from '../fake-context.ts';
import { wait } from './block.ts';

const enter = (seconds: unknown, variables = {}) => withSettings(wait, { seconds }).enter({ variables });

describe('a wait', () => {
  it('asks for the pause and waits on its own timer', () => {
    expect(enter(2)).toEqual({
      effects: [{ type: 'wait', seconds: 2 }],
      then: { type: 'wait', awaiting: { type: 'wait', seconds: 2 }, timer: 2 },
    });
  });

  it('computes the seconds, from text too', () => {
    expect(enter('minutes * 60', { minutes: 1.5 }).then).toMatchObject({ timer: 90 });
    expect(enter('pause', { pause: '5' }).then).toMatchObject({ timer: 5 });
  });

  it('goes on at once when there is nothing to wait for', () => {
    for (const seconds of [0, '0 - 5', '"0"'])
      expect(enter(seconds), String(seconds)).toEqual({ then: { type: 'leave', port: '' } });
  });

  it('never waits longer than thirty days', () => {
    expect(enter('1000000000').then).toMatchObject({ timer: 30 * 24 * 60 * 60 });
    expect(wait.settings.safeParse({ seconds: 1e9 }).success).toBe(false);
  });

  it('fails with its place when the time is not a number', () => {
    expect(enter('"soon"').then).toMatchObject({
      type: 'fail',
      problem: { code: 'not-a-number', at: 'seconds' },
    });
    expect(enter('missing +').then).toMatchObject({ type: 'fail', problem: { at: 'seconds' } });
  });

  it('ends when its time is up, and not by what is written meanwhile', () => {
    const block = withSettings(wait, { seconds: 2 });
    expect(block.elapse().then).toEqual({ type: 'leave', port: '' });
    expect(block.answer('hurry').then).toEqual({ type: 'again' });
  });
});
