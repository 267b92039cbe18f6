/** Sluice's mark: a channel, the water that reached the gate, and the gate. */
export const Mark = ({ size = 24 }: { readonly size?: number }) => (
  <svg aria-hidden="true" width={size} height={size} viewBox="0 0 24 24">
    <rect x="1" y="7" width="22" height="10" rx="3" fill="var(--channel)" />
    <path d="M4 7h9v10H4a3 3 0 0 1-3-3v-4a3 3 0 0 1 3-3z" fill="var(--action)" />
    <rect x="13" y="2" width="2.5" height="20" rx="1" fill="var(--gate)" />
  </svg>
);
