import type { PersonSuggestion } from '@data-import/insight'

/** People who may be one. */
export interface Suggestions {
  pairs: readonly PersonSuggestion[]
  /** The organisation has so many contributors that they are not compared. */
  areTooMany: boolean
}

/** Finds the people of an organisation who may be one. */
export type Suggest = (organizationId: string) => Promise<Suggestions>
