import type { Bench } from '../frame/benchmark.ts';

const SIZES = [10_000, 1_000_000];
const LARGE_SIZE = 10_000_000;
const QUICK_SIZES = [1_000, 2_000];

export const sizesFor = ({ isQuick, isLarge }: Bench): readonly number[] => {
  if (isQuick) return QUICK_SIZES;
  return isLarge ? [...SIZES, LARGE_SIZE] : SIZES;
};

/** Some number below a limit. */
export const anyBelow = (limit: number): number => Math.floor(Math.random() * limit);
