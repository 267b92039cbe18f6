/** Whether Sluice can be reached: by the browser's word, and by what calls met. While it cannot, asks until it can. */
import { onlineManager } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

export type LineTools = {
  /** True when the server answers. */
  readonly isThere: () => Promise<boolean>;
  readonly after: (milliseconds: number, work: () => void) => void;
};

const TOOLS: LineTools = {
  isThere: () =>
    fetch('/healthz', { cache: 'no-store' }).then(
      (answer) => answer.ok,
      () => false,
    ),
  after: (milliseconds, work) => {
    setTimeout(work, milliseconds);
  },
};

/** A call met no answer. Reads wait from now on, and go on by themselves when the server is there again. */
export const lineLost = (tools: LineTools = TOOLS): void => {
  if (!onlineManager.isOnline()) return;
  onlineManager.setOnline(false);
  const ask = (pause: number): void =>
    tools.after(pause, async () => {
      if (onlineManager.isOnline()) return;
      if (await tools.isThere()) onlineManager.setOnline(true);
      else ask(Math.min(pause * 2, LONGEST_PAUSE_MS));
    });
  ask(FIRST_PAUSE_MS);
};

/** True while Sluice can be reached. */
export const useOnline = (): boolean =>
  useSyncExternalStore(
    (told) => onlineManager.subscribe(told),
    () => onlineManager.isOnline(),
  );
