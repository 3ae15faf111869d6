/** Sorts by an instant, rows of the same instant by number or id; GitHub's default is descending. */
export function sortRows<Row>(
  rows: Iterable<Row>,
  instant: (row: Row) => Date,
  id: (row: Row) => number,
  direction: string | null = 'desc',
): Row[] {
  const sign = direction === 'asc' ? 1 : -1
  return [...rows].sort((a, b) => sign * (instant(a).getTime() - instant(b).getTime() || id(a) - id(b)))
}
