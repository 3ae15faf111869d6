/** What readers of the ledger should know of a complete walk; undefined if nothing. */
export function walkNote({ boundary, uncounted }: { boundary: number; uncounted: number }): string | undefined {
  const notes: string[] = []
  if (boundary > 0) {
    notes.push(
      `This clone is shallow: older commits are absent, and the ${boundary} where it was cut have no line counts. ` +
        'Run "git fetch --unshallow" in it; the next pass reads the rest.',
    )
  }
  if (uncounted > 0) {
    notes.push(
      `${uncounted} commits have no line counts, because files are missing or damaged. Fetch them ("git fetch --refetch" ` +
        'without a filter) or repair what "git fsck" reports, and import the time again by a backfill.',
    )
  }
  return notes.length > 0 ? notes.join(' ') : undefined
}
