import { render, screen } from '@testing-library/react';
import { lazy } from 'react';
import { expect, test, vi } from 'vitest';
import { LaterPart } from './later-part.tsx';

test('a part that cannot be loaded leaves the rest of the page alone', async () => {
  const Gone = lazy(() => Promise.reject(new TypeError('Failed to fetch')));
  // React reports what it caught; here that is what is wanted.
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
  render(
    <>
      <p>What I wrote</p>
      <LaterPart waiting="…">
        <Gone />
      </LaterPart>
    </>,
  );
  expect((await screen.findByRole('alert')).textContent).toContain('This part could not be loaded.');
  expect(screen.getByText('What I wrote')).toBeTruthy();
  quiet.mockRestore();
});
