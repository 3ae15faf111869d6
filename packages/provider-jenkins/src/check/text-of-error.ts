/** What somebody reads of an error. */
export function textOfError(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
