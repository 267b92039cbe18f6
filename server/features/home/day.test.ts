import { describe, expect, it } from 'vitest';
import { startOfDay } from './day.ts';

const start = (now: string, zone: string) => {
  const day = startOfDay(Date.parse(now), zone);
  return day.ok ? new Date(day.value).toISOString() : day.problems[0]?.at;
};

describe('the start of a day', () => {
  it.each([
    ['2026-03-09T09:30:00Z', 'UTC', '2026-03-09T00:00:00.000Z'],
    ['2026-03-09T00:00:00Z', 'UTC', '2026-03-09T00:00:00.000Z'],
    ['2026-03-09T23:30:00Z', 'Europe/Berlin', '2026-03-09T23:00:00.000Z'],
    ['2026-03-09T22:59:59Z', 'Europe/Berlin', '2026-03-08T23:00:00.000Z'],
    ['2026-03-09T09:00:00Z', 'Asia/Kathmandu', '2026-03-08T18:15:00.000Z'],
    ['2026-03-09T09:00:00Z', 'Pacific/Kiritimati', '2026-03-08T10:00:00.000Z'],
    // Clocks went forward and back on these days; in Beirut at midnight itself.
    ['2026-03-29T12:00:00Z', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-10-25T12:00:00Z', 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
    ['2026-03-29T12:00:00Z', 'Asia/Beirut', '2026-03-28T22:00:00.000Z'],
  ])('at %s in %s is %s', (now, zone, began) => {
    expect(start(now, zone)).toBe(began);
  });

  it.each(['', 'Mars/Olympus', '+05:00', "UTC'; drop table flows;--", '../etc', 'constructor'])(
    'of the zone "%s" is refused',
    (zone) => {
      expect(start('2026-03-09T09:30:00Z', zone)).toBe('timeZone');
    },
  );
});
