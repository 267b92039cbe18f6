/** One section of the bench: what it found, as tables and sentences. */

export type Table = {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/** An aim, what was measured, and whether it was met; `why` says what stands in the way where it was not. */
export type Aim = {
  readonly aim: string;
  readonly measured: string;
  readonly met: boolean;
  readonly why?: string;
};

export type Findings = {
  readonly title: string;
  /** How it was measured, so that the numbers can be judged. */
  readonly how: readonly string[];
  readonly tables: readonly Table[];
  readonly aims: readonly Aim[];
};

export type Section = { readonly name: string; readonly run: () => Promise<Findings> };

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

export const tableText = ({ head, rows }: Table): string =>
  [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');

const aimsTable = (aims: readonly Aim[]): Table => ({
  head: ['aim', 'measured', 'met'],
  rows: aims.map(({ aim, measured, met, why }) => [
    aim,
    measured,
    met ? 'yes' : `**no**${why === undefined ? '' : `: ${why}`}`,
  ]),
});

/** A section as Markdown. */
export const findingsText = ({ title, how, tables, aims }: Findings): string =>
  [
    `## ${title}`,
    ...how,
    ...tables.map(tableText),
    ...(aims.length === 0 ? [] : [tableText(aimsTable(aims))]),
  ].join('\n\n');

/** 1234567 → "1,234,567"; below ten with one decimal. */
export const count = (value: number): string =>
  value.toLocaleString('en-GB', { maximumFractionDigits: Math.abs(value) < 10 ? 1 : 0 });

/** 3.14159 → "3.1×"; small ones keep two digits that say something. */
export const times = (ratio: number): string =>
  `${ratio >= 10 ? count(Math.round(ratio)) : ratio >= 1 ? ratio.toFixed(1) : ratio.toPrecision(2)}×`;
