const largestInteger = 2_147_483_647

/** A count that the column can't hold is not known. */
export function storableCount(count: number | null): number | null {
  return count !== null && count <= largestInteger ? count : null
}
