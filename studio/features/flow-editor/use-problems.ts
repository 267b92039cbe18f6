/** What is wrong with the document, found a moment after the last change, by the same check that publishing does. */
import { blockLibrary } from '@sluice/blocks/studio';
import { checkDocument, severityOf } from '@sluice/core/flow/check';
import type { FlowDocument } from '@sluice/core/flow/document';
import { useEffect, useState } from 'react';
import { type PlacedProblem, placeProblem } from './problem-places.ts';

const PAUSE_MS = 250;

export type FoundProblem = PlacedProblem & { readonly stops: boolean };

const found = (document: FlowDocument): readonly FoundProblem[] =>
  checkDocument(document, blockLibrary).map((problem) => ({
    ...placeProblem(problem, document),
    stops: severityOf(problem) === 'error',
  }));

export const useProblems = (document: FlowDocument): readonly FoundProblem[] => {
  const [problems, setProblems] = useState<readonly FoundProblem[]>(() => found(document));
  useEffect(() => {
    const timer = setTimeout(() => setProblems(found(document)), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [document]);
  return problems;
};
