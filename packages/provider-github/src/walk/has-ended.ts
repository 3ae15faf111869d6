/**
 * Whether nothing more is to come of a run by itself. GitHub calls a run completed that waits for an approval, and most of
 * those never get one: a pass that asked for each of them would ask for ever more. Once one is approved, it is found like a
 * run that is run again.
 */
export function hasEnded({
  status,
  originalStatus,
}: {
  status?: string | null
  originalStatus?: string | null
}): boolean {
  return status === 'DONE' || originalStatus === 'completed'
}
