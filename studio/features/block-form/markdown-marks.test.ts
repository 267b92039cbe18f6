import { describe, expect, it } from 'vitest';
import { type Mark, marked, replaced, type Selected } from './markdown-marks.ts';

/** Brackets «» mark the selection. */
const from = (written: string): Selected => ({
  text: written.replace(/[«»]/g, ''),
  start: written.indexOf('«'),
  end: written.indexOf('»') - 1,
});
const written = ({ text, start, end }: Selected): string =>
  `${text.slice(0, start)}«${text.slice(start, end)}»${text.slice(end)}`;

describe('a mark', () => {
  it.each<[Mark, string, string]>([
    ['bold', 'Hi «Ann», you', 'Hi **«Ann»**, you'],
    ['bold', 'Hi **«Ann»**, you', 'Hi «Ann», you'],
    ['bold', 'Hi «»', 'Hi **«text»**'],
    ['italic', '«now»', '*«now»*'],
    ['italic', '**«now»**', '***«now»***'],
    ['italic', '*«now»*', '«now»'],
    ['code', 'say «x»', 'say `«x»`'],
    ['link', 'see «here»', 'see [here](«https://»)'],
    ['link', '«https://a.b»', '[«text»](https://a.b)'],
    ['list', 'One\n«Two\nThr»ee', 'One\n«- Two\n- Three»'],
    ['list', '«- a\n- b»', '«a\nb»'],
    ['list', '«- a\nb»', '«- a\n- b»'],
    ['list', '«»', '«- »'],
  ])('%s: %s', (mark, before, after) => {
    expect(written(marked(from(before), mark))).toBe(after);
  });

  it('gives way to what is put in its place', () => {
    expect(written(replaced(from('Hi «you»!'), '👋'))).toBe('Hi 👋«»!');
  });
});
