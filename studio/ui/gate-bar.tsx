/** The gate bar: a channel with the water that reached, the gate it was told to reach, and a hatch between the two. */
import classes from './gate-bar.module.css';

export type GateBarProps = {
  /** Percent of the people who match that have the bot so far. */
  readonly reached: number;
  /** The rollout's share, in percent. */
  readonly gate: number;
  /** Steps of a plan that are still to come, in percent. */
  readonly ghosts?: readonly number[];
  /** off: an inactive deployment keeps its numbers, in grey; drain: no gate is open, what runs is running out. */
  readonly state?: 'on' | 'off' | 'drain';
};

const percent = (value: number): string => `${Math.max(0, Math.min(100, value))}%`;
const rounded = (value: number): number => Math.round(value * 10) / 10;

export const GateBar = ({ reached, gate, ghosts = [], state = 'on' }: GateBarProps) => {
  const [low, high] = [Math.min(reached, gate), Math.max(reached, gate)];
  return (
    <div
      className={classes.bar}
      data-state={state}
      role="img"
      aria-label={`${rounded(reached)}% reached, gate at ${rounded(gate)}%`}
    >
      <div className={classes.channel}>
        <i className={classes.fill} style={{ width: percent(low) }} />
        <i
          className={reached > gate ? classes.over : classes.hatch}
          style={{ left: percent(low), width: percent(high - low) }}
        />
      </div>
      {ghosts.map((ghost) => (
        <b key={ghost} className={classes.ghost} style={{ left: percent(ghost) }} />
      ))}
      <b className={classes.gate} style={{ left: percent(gate) }} />
    </div>
  );
};
