import { ConfigurationError } from '../errors/import-error.js'

/** A row of the import's own books that the database took without an error and didn't keep. */
export class DiscardedRowError extends ConfigurationError {
  constructor(table: string) {
    super(
      `The database discarded a row that the import wrote to its table ${table}: a trigger or a rule on it returns nothing. What is complete can't be told without that row. Remove the trigger or the rule, or let the import's role pass; then run again.`,
    )
  }
}
