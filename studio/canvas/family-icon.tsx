/** A block's family by its shape, so that it is told apart without colours: speech, circle, diamond, hexagon, square. */
import type { Family } from '@sluice/core/interpreter/block';
import type { ReactNode } from 'react';

const SHAPES: { readonly [family in Family]: ReactNode } = {
  say: <path d="M3 4h12v8H8l-3 3v-3H3z" />,
  ask: (
    <>
      <circle cx="9" cy="9" r="6.5" />
      <path d="M7.5 6.5h3M9 6.5v5M7.5 11.5h3" />
    </>
  ),
  logic: <path d="M9 2.5 15.5 9 9 15.5 2.5 9z" />,
  call: <path d="M5.5 3h7L16 9l-3.5 6h-7L2 9z" />,
  import: <path d="M3 3h12v12H3zM3 3l12 12" />,
  end: (
    <>
      <rect x="3" y="3" width="12" height="12" rx="2" />
      <path d="M6.5 9h5" />
    </>
  ),
};

export const FamilyIcon = ({ family }: { readonly family: Family }) => (
  <svg
    aria-hidden="true"
    width="18"
    height="18"
    viewBox="0 0 18 18"
    fill="none"
    stroke={`var(--${family === 'import' ? 'rest' : family})`}
    strokeWidth="1.75"
    strokeLinejoin="round"
    strokeLinecap="round"
  >
    {SHAPES[family]}
  </svg>
);
