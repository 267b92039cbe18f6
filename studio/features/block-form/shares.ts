/** Percentages for so many branches, as even as steps of 0.01 allow, that add up to exactly 100. */
export const evenShares = (count: number): readonly number[] => {
  const each = Math.floor(10_000 / Math.max(1, count));
  const rest = 10_000 - each * count;
  return Array.from({ length: count }, (_, index) => (each + (index < rest ? 1 : 0)) / 100);
};
