/** What stands where a page should be, while it loads, when it failed, and when there is none. */
import { Button, Loader } from '@mantine/core';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { problemsOf } from '../connection/refusal.ts';
import { Notice } from '../ui/notice.tsx';
import classes from './page-states.module.css';

export const PageLoading = () => (
  <div className={classes.middle}>
    <Loader size="sm" aria-label="Loading" />
  </div>
);

export const PageError = ({ error, reset }: ErrorComponentProps) => {
  const router = useRouter();
  return (
    <div className={classes.middle}>
      <Notice
        problems={problemsOf(error)}
        action={
          <Button
            onClick={() => {
              reset();
              void router.invalidate();
            }}
          >
            Try again
          </Button>
        }
      />
    </div>
  );
};

export const LostPage = () => (
  <div className={classes.middle}>
    <h1 className={classes.title}>There is nothing here</h1>
    <p className="muted">The address may be old, or it may belong to another workspace.</p>
    <Button component="a" href="/studio/">
      Go to Home
    </Button>
  </div>
);
