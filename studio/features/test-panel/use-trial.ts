/** The trial as the panel uses it: begins again when told to, and keeps the moments of one conversation. */
import type { FlowDocument } from '@sluice/core/flow/document';
import type { Cue, Session, SessionOptions } from '@sluice/core/interpreter/session';
import type { Place } from '@sluice/core/interpreter/state';
import { useCallback, useMemo, useState } from 'react';
import { useEngine } from './engine-provider.tsx';
import type { TestPerson } from './test-person.ts';

export type TrialSetup = {
  readonly flowId: string;
  readonly document: FlowDocument;
  readonly person: TestPerson;
  /** null: where the flow starts. */
  readonly start: Place | null;
};

export type TrialControls = {
  readonly session: Session;
  readonly options: SessionOptions;
  /** The block to point at on the canvas. */
  readonly standsAt: string | null;
  readonly canStepBack: boolean;
  /** The document changed since this conversation began: what is seen here is the flow as it was. */
  readonly outdated: boolean;
  readonly take: (cue: Cue) => void;
  readonly stepBack: () => void;
  readonly restart: () => void;
};

export const useTrial = (setup: TrialSetup): TrialControls => {
  const engine = useEngine();
  const begin = useCallback(
    ({ flowId, document, person, start }: TrialSetup) => ({
      document,
      trial: engine.beginTrial(
        { document, flowId, library: engine.blockLibrary },
        { person, now: Date.now(), ...(start === null ? {} : { start }) },
      ),
    }),
    [engine],
  );
  const [running, setRunning] = useState(() => begin(setup));
  const { trial } = running;
  return useMemo(
    () => ({
      session: engine.present(trial),
      options: trial.options,
      standsAt: engine.standsAt(trial),
      canStepBack: trial.moments.length > 1,
      outdated: running.document !== setup.document,
      take: (cue) => setRunning((now) => ({ ...now, trial: engine.goOn(now.trial, cue) })),
      stepBack: () => setRunning((now) => ({ ...now, trial: engine.stepBack(now.trial) })),
      restart: () => setRunning(begin(setup)),
    }),
    [engine, trial, running.document, setup, begin],
  );
};
