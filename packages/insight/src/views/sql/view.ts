import type { Tables } from '../../database/read-tables.js'

/** A view of the schema `insight`. */
export interface View {
  name: string
  /** What it says, in one sentence: the view's comment. */
  about: string
  /** Its query. */
  sql(table: Tables): string
}
