/** Lets people write `and`, `or`, `not` in expressions: rewritten to CEL's symbols, never inside a quoted text. */

const TOKEN =
  /(?:[rR](?:""".*?"""|'''.*?'''|"[^"\n]*"|'[^'\n]*')|"""(?:\\.|[^\\])*?"""|'''(?:\\.|[^\\])*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|\/\/[^\n]*|[A-Za-z_]\w*|&&|\|\||./gs;

const OPENS = new Set(['(', '[', '{']);
const CLOSES = new Set([')', ']', '}']);
/** Where the reach of a `not` ends: it covers a comparison ("not a == b"), no more. */
const ENDS_NOT = new Set(['&&', '||', '?', ':', ',']);
const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ['and', '&&'],
  ['or', '||'],
  ['not', '!('],
]);

/** The same expression in CEL's own symbols. `x.and` stays a field; comments disappear. */
export const withSymbols = (expression: string): string => {
  const written: string[] = [];
  const nots: number[] = []; // the bracket depths at which a `not` is open
  let depth = 0;
  let afterDot = false;
  const closeNots = (): void => {
    while (nots.at(-1) === depth) {
      nots.pop();
      written.push(')');
    }
  };
  for (const [token] of expression.matchAll(TOKEN)) {
    const symbol = afterDot ? token : (SYMBOLS.get(token) ?? token);
    if (CLOSES.has(token)) {
      closeNots();
      depth -= 1;
    } else if (ENDS_NOT.has(symbol)) closeNots();
    else if (OPENS.has(token)) depth += 1;
    else if (symbol === '!(') nots.push(depth);
    written.push(token.startsWith('//') ? ' ' : symbol === token ? token : ` ${symbol} `);
    if (token.trim() !== '') afterDot = token === '.';
  }
  closeNots();
  return written.join('');
};
