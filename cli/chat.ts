/** A conversation in the terminal: the same simulation as `sluice run`, one answer at a time, pleasant to read. */
import type { Awaiting } from '@sluice/core/interpreter/awaiting';
import type { Program } from '@sluice/core/interpreter/program';
import { type SimulatedTurn, type SimulationOptions, simulate } from '@sluice/core/interpreter/simulate';
import type { Output, Terminal } from './io.ts';
import { onOneLine, printable } from './printable.ts';
import { done, type Ending, failed } from './verb.ts';
import { wrapped } from './wrapped.ts';

/** Until the flow ends or the person leaves. A simulation is cheap and the same every time: each turn runs it whole. */
export const chat = async (
  program: Program,
  options: Omit<SimulationOptions, 'inputs'>,
  out: Output,
  terminal: Terminal,
): Promise<Ending> => {
  const { style } = terminal;
  const title = onOneLine(program.version.document.name) || 'A flow without a name';
  await out.write(`\n${style('bold', title)}${style('dim', ' · Ctrl-C leaves')}\n`);
  const inputs: string[] = [];
  for (;;) {
    const { simulation, problems, state } = simulate(program, { ...options, inputs });
    const turn = simulation.turns.at(-1);
    if (turn) await out.write(told(turn, terminal));
    if (simulation.status !== 'waiting' || problems.length > 0) {
      const outcome = state.outcome === undefined ? '' : ` (${onOneLine(state.outcome)})`;
      await out.write(`\n${style('dim', `· ${simulation.status}${outcome}`)}\n\n`);
      return problems.length === 0 ? done : failed(problems);
    }
    await out.write(offered(state.awaiting, terminal));
    const answer = await terminal.ask(`${style('green', 'you')}  `);
    if (answer === null) {
      await out.write(`\n${style('dim', '· left')}\n\n`);
      return done;
    }
    inputs.push(answer);
  }
};

const INDENT = 5;

const told = (turn: SimulatedTurn, { style, columns }: Terminal): string => {
  const said = turn.messages.map(
    (message) => `\n${style('bold', 'bot')}  ${indented(wrapped(printable(message), columns - INDENT))}\n`,
  );
  const asked = turn.effects.map(({ type, ...rest }) => {
    const line = onOneLine(`· ${type} ${JSON.stringify(rest)}`);
    return `\n${' '.repeat(INDENT)}${style('dim', line)}\n`;
  });
  return [...said, ...asked].join('');
};

/** What can be picked, numbered as it may be typed; for an open question a hint of what fits. */
const offered = (awaiting: Awaiting | null, { style, columns }: Terminal): string => {
  if (awaiting?.type === 'choice') {
    const width = columns - INDENT - 4;
    const items = awaiting.items.map((item, index) => {
      const number = style('green', String(index + 1).padStart(2));
      return `${' '.repeat(INDENT)}${number}  ${wrapped(printable(item.label), width).join(`\n${' '.repeat(INDENT + 4)}`)}\n`;
    });
    const several = awaiting.multiple ? `${' '.repeat(INDENT)}${style('dim', 'several, with commas')}\n` : '';
    return `\n${items.join('')}${several}\n`;
  }
  const hint = awaiting?.type === 'input' ? hintOf(awaiting) : '';
  return hint === '' ? '\n' : `\n${' '.repeat(INDENT)}${style('dim', onOneLine(hint))}\n`;
};

const hintOf = ({ kind, placeholder, min, max }: Extract<Awaiting, { type: 'input' }>): string => {
  const range = [min, max].every((bound) => bound === undefined)
    ? ''
    : ` from ${min ?? 'any'} to ${max ?? 'any'}`;
  return [kind === 'text' ? '' : `${kind}${range}`, placeholder ?? '']
    .filter((part) => part !== '')
    .join(' · ');
};

const indented = (lines: readonly string[]): string => lines.join(`\n${' '.repeat(INDENT)}`);
