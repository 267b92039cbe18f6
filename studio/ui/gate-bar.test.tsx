import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { GateBar } from './gate-bar.tsx';

test('says in words what it draws', () => {
  render(<GateBar reached={23.71} gate={25} />);
  expect(screen.getByRole('img').getAttribute('aria-label')).toBe('23.7% reached, gate at 25%');
});

test('water that stands above the gate is shown beyond it, and none leaves the channel', () => {
  const { container } = render(<GateBar reached={140} gate={10} />);
  const widths = [...container.querySelectorAll('i')].map(({ style }) => [style.left, style.width]);
  expect(widths).toEqual([
    ['', '10%'],
    ['10%', '100%'],
  ]);
});

test('shows the steps of a plan that are to come', () => {
  const { container } = render(<GateBar reached={24} gate={25} ghosts={[50, 100]} />);
  expect(container.querySelectorAll('b')).toHaveLength(3);
});
