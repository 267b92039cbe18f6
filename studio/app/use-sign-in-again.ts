/** One question for all calls that met the end of the session: they wait for it together and go out anew together. */
import { useCallback, useMemo, useRef, useState } from 'react';

export type SigningInAgain = {
  readonly asking: boolean;
  /** Resolves once it was answered: yes, the session is there again. */
  readonly ask: () => Promise<boolean>;
  readonly answer: (signedIn: boolean) => void;
};

type Question = { readonly answered: Promise<boolean>; readonly answer: (signedIn: boolean) => void };

const newQuestion = (): Question => {
  let answer: (signedIn: boolean) => void = () => {};
  const answered = new Promise<boolean>((resolve) => {
    answer = resolve;
  });
  return { answered, answer };
};

export const useSignInAgain = (signedIn: () => void): SigningInAgain => {
  const question = useRef<Question>(null);
  const [asking, setAsking] = useState(false);
  const then = useRef(signedIn);
  then.current = signedIn;
  const ask = useCallback(() => {
    question.current ??= newQuestion();
    setAsking(true);
    return question.current.answered;
  }, []);
  const answer = useCallback((yes: boolean) => {
    question.current?.answer(yes);
    question.current = null;
    setAsking(false);
    if (yes) then.current();
  }, []);
  return useMemo(() => ({ asking, ask, answer }), [asking, ask, answer]);
};
