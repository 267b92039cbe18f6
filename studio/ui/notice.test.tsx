import { problem } from '@sluice/core/problem';
import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Notice } from './notice.tsx';

describe('a notice', () => {
  it('tells each problem and what to do next, out loud', () => {
    render(<Notice problems={[problem('stale', '', 'Ann saved a newer draft.', 'Look at it first.')]} />);
    expect(screen.getByRole('alert').textContent).toBe('Ann saved a newer draft. Look at it first.');
  });

  it('is not there when nothing is wrong', () => {
    const { container } = render(<Notice problems={[]} />);
    expect(container.childElementCount).toBe(0);
  });
});
