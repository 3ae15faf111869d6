/** Whole numbers from 1 to `last`: all if there are few, else the first, the last and some between, evenly. */
export function spread(last: number, most: number): number[] {
  if (last <= most) return Array.from({ length: last }, (_, index) => index + 1)
  if (most === 1) return [Math.ceil(last / 2)]
  return Array.from({ length: most }, (_, index) => 1 + Math.round((index * (last - 1)) / (most - 1)))
}
