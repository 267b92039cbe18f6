/** Dates as rules read them: ISO 8601 text, or Unix seconds or milliseconds. */
import type { Instant } from '../instant.ts';
import type { AttributeType } from './audience.ts';
import { numberOf } from './scalar.ts';

const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

const MINUTE = 60_000;
/** The furthest instant a Date can hold, either way. */
const FURTHEST = 8.64e15;

const daysIn = (year: number, month: number): number => {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
};

/** Minutes east of UTC; null when there is no such zone. */
const offsetOf = (zone: string): number | null => {
  if (zone === '' || zone === 'Z' || zone === 'z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', ''));
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
};

/**
 * Reads ISO 8601 text: a date, or a date and time, with or without a zone (without one it is UTC).
 * Null when it is anything else, days that do not exist (30 February) included.
 */
export const isoInstant = (text: string): Instant | null => {
  if (text.charCodeAt(4) !== 45) return null; // no hyphen after the year: spares the expression
  const parts = iso.exec(text);
  if (!parts) return null;
  const [, y = '', m = '', d = '', hour = '00', minute = '00', second = '00', fraction = '', zone = ''] =
    parts;
  const month = Number(m);
  const day = Number(d);
  if (month < 1 || month > 12 || day < 1 || day > daysIn(Number(y), month)) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const offset = offsetOf(zone);
  if (offset === null) return null;
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
  // Date.parse, because Date.UTC moves the years 0 to 99 into the twentieth century.
  return Date.parse(`${y}-${m}-${d}T${hour}:${minute}:${second}.${milliseconds}Z`) - offset * MINUTE;
};

/** Unix time: from 1e11 on a number is milliseconds, below it seconds. */
export const unixInstant = (value: number): Instant | null => {
  const instant = value >= 1e11 ? value : value * 1_000;
  return Math.abs(instant) <= FURTHEST ? instant : null;
};

/**
 * The instant a value stands for, or null. Digits in a text are Unix time only when the attribute is
 * declared a date: of an undeclared one nobody knows that "20260309" is not an order number.
 */
export const instantOf = (value: unknown, type?: AttributeType, exact = false): Instant | null => {
  if (typeof value === 'number') return unixInstant(value);
  if (typeof value !== 'string') return null;
  const instant = isoInstant(exact ? value : value.trim());
  if (instant !== null || type !== 'date') return instant;
  const digits = numberOf(value, exact);
  return digits === null ? null : unixInstant(digits);
};
