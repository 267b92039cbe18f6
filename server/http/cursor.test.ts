import { describe, expect, it } from 'vitest';
import { pageOf, readCursor, writeCursor } from './cursor.ts';

const cursor = { at: new Date('2026-03-09T09:00:00.123Z'), id: 'flow_1' };

describe('a cursor', () => {
  it('reads what was written', () => {
    expect(readCursor(writeCursor(cursor))).toEqual({ ok: true, value: cursor });
    expect(readCursor(undefined)).toEqual({ ok: true, value: null });
  });

  it.each([
    '',
    'x',
    Buffer.from('2026-03-09T09:00:00.123Z').toString('base64url'),
    Buffer.from('2026-13-45T99:00:00.123Z flow_1').toString('base64url'),
    Buffer.from('2026-03-09T09:00:00.123Z a b').toString('base64url'),
    Buffer.from("2026-03-09T09:00:00.123Z ' or 1=1").toString('base64url'),
    Buffer.from('2026-03-09T09:00:00.123Z nul\0').toString('base64url'),
    Buffer.from('-000001-03-09T09:00:00.123Z flow_1').toString('base64url'),
  ])('that is not ours is refused: %j', (text) => {
    expect(readCursor(text)).toMatchObject({ ok: false, problems: [{ at: 'cursor' }] });
  });
});

describe('a page', () => {
  const rows = ['a', 'b', 'c'].map((id) => ({ id }));
  const cursorOf = ({ id }: { id: string }) => ({ at: cursor.at, id });

  it('has a next one only when there are more rows', () => {
    expect(pageOf(rows, 3, cursorOf)).toEqual({ rows, next: null });
    const cut = pageOf(rows, 2, cursorOf);
    expect(cut.rows).toEqual([{ id: 'a' }, { id: 'b' }]);
    expect(cut.next).toBe(writeCursor({ at: cursor.at, id: 'b' }));
    expect(pageOf([], 2, cursorOf)).toEqual({ rows: [], next: null });
  });
});
