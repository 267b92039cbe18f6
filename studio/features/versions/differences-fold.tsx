/** Differences summed up in one line, the list behind a button. */
import { Button, Collapse } from '@mantine/core';
import { useState } from 'react';
import { type Difference, summaryOf } from './difference.ts';
import { DifferenceList } from './difference-list.tsx';

export const DifferencesFold = ({
  lead = '',
  differences,
}: {
  /** Before the sum: "Yours against theirs: ". */
  readonly lead?: string;
  /** At least one. */
  readonly differences: readonly Difference[];
}) => {
  const [open, setOpen] = useState(false);
  return (
    <>
      <p>
        {lead}
        {summaryOf(differences)}.{' '}
        <Button
          variant="subtle"
          size="compact-sm"
          color="link"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? 'Hide the differences' : 'See the differences'}
        </Button>
      </p>
      <Collapse expanded={open}>
        <DifferenceList differences={differences} />
      </Collapse>
    </>
  );
};
