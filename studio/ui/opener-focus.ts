/** Dialogs that are mounted open: whoever opened one by keyboard stands where they stood when it closes. */
import { useCallback, useState } from 'react';

/** What had the focus when the dialog was first drawn gets it back when the answer is called. */
export const useOpenerFocus = (): (() => void) => {
  const [opener] = useState(() => document.activeElement);
  return useCallback(() => {
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
  }, [opener]);
};
