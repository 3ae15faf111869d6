/** The connection broke in the commit, and the server says that the transaction was rolled back: it may be run again. */
export class TransactionLostError extends Error {
  constructor(cause: unknown) {
    super('The connection to the database broke before the transaction was committed.', { cause })
    this.name = 'TransactionLostError'
  }
}
