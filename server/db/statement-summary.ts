/** A statement's name: what it does to which tables, for whoever reads traces. */

/** Lists of different lengths make different texts: memory stays bounded. */
const MOST_KEPT = 500;
const LONGEST = 120;

/** Not `for update`, `do update`, `distinct from`. What follows a table of `from` or `join` in brackets is a function's. */
const STEP =
  /(?<!\b(?:for|do|distinct)\s+)\b(insert\s+into|update|delete\s+from|from|join|lock\s+table)\s+"?([a-z_][a-z0-9_]*)\b"?(\s*\()?/gi;
const PART = /"?\b([a-z_][a-z0-9_]*)"?\s+as\s+(?:materialized\s+)?\(/gi;
const FIRST_WORD = /^\s*([a-z]+)/i;
const WRITES = ['insert', 'update', 'delete', 'lock'];

const kept = new Map<string, string>();

/** "insert inbox, read conversations deployments". Made of words of the statement that are keywords and tables. */
export const statementSummary = (text: string): string => {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const summary = summarised(text);
  if (kept.size < MOST_KEPT) kept.set(text, summary);
  return summary;
};

const summarised = (text: string): string => {
  const parts = new Set([...text.matchAll(PART)].map(([, name]) => name));
  const tables = new Map<string, Set<string>>();
  for (const [, step = '', table = '', bracket] of text.matchAll(STEP)) {
    const word = step.split(/\s/)[0]?.toLowerCase() ?? '';
    const verb = WRITES.includes(word) ? word : 'read';
    if (parts.has(table) || (verb === 'read' && bracket !== undefined)) continue;
    tables.set(verb, (tables.get(verb) ?? new Set()).add(table));
  }
  if (tables.size === 0) return FIRST_WORD.exec(text)?.[1]?.toLowerCase() ?? 'statement';
  return [...WRITES, 'read']
    .flatMap((verb) => (tables.has(verb) ? [[verb, ...(tables.get(verb) ?? [])].join(' ')] : []))
    .join(', ')
    .slice(0, LONGEST)
    .trimEnd();
};
