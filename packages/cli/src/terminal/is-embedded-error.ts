/** Whether the embedded database's package said it, which most commands never load. Its message is for the user. */
export function isEmbeddedError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'EmbeddedDatabaseError'
}
