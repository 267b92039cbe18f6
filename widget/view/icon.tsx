/** The few pictograms of the chat, drawn in the colour of the text around them. */

const PATHS = {
  chat: 'M20 12.500a7.500 7 0 0 1-7.500 7c-1.300 0-2.500-.3-3.600-.8L4 20l1.300-4a6.700 6.700 0 0 1-.8-3.500 7.500 7 0 0 1 7.500-7h.5a7.500 7 0 0 1 7.500 7z',
  down: 'M6 9l6 6 6-6',
  close: 'M6 6l12 12M18 6L6 18',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  send: 'M12 19V5M6 11l6-6 6 6',
  restart: 'M5 5v5h5M5.600 14.500a7 7 0 1 0 .9-6.500L5 10',
  file: 'M13 4H7v16h10V8zM13 4v4h4',
} as const;

export const Icon = ({ name, size = 20 }: { name: keyof typeof PATHS; size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" class={`i-${name}`}>
    <path d={PATHS[name]} />
  </svg>
);
