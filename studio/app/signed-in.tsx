/** Pages behind it know who is signed in. Nobody is: sign in first, then go on here. No longer: sign in again, in place. */
import { accountCalls } from '@sluice/api/accounts';
import { Navigate } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { ApiProvider, useRead } from '../connection/api.tsx';
import { SIGNED_OUT } from '../connection/call.ts';
import { Refusal } from '../connection/refusal.ts';
import { SessionProvider } from '../connection/session.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import { PageError, PageLoading } from './page-states.tsx';
import { SignInAgain } from './sign-in-again.tsx';
import { useSignInAgain } from './use-sign-in-again.ts';

const isOver = (error: Error | null): boolean => error instanceof Refusal && error.first.code === SIGNED_OUT;

export const SignedIn = ({ children }: { readonly children: ReactNode }) => {
  const session = useRead(accountCalls.session, {}, { staleTime: 60_000 });
  const again = useSignInAgain(() => void session.refetch());
  const known = session.data?.body;
  const ended = known !== undefined && isOver(session.error);
  useEffect(() => {
    if (ended) void again.ask();
  }, [ended, again.ask]);

  if (known === undefined) {
    if (isOver(session.error)) return <Navigate to="/sign-in" search={{ next: here() }} replace />;
    if (session.isError) return <PageError error={session.error} reset={() => void session.refetch()} />;
    return (
      <>
        <PageLoading />
        <OfflineBanner />
      </>
    );
  }
  return (
    // Somebody else signed in, in another tab: nothing of the one before stays on the page.
    <SessionProvider key={known.account.id} session={known}>
      <ApiProvider workspace={null} signInAgain={again.ask}>
        {children}
      </ApiProvider>
      {again.asking && <SignInAgain email={known.account.email} done={again.answer} />}
      <OfflineBanner />
    </SessionProvider>
  );
};

const here = (): string => window.location.pathname + window.location.search + window.location.hash;
