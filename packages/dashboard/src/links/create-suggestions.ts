import { type InsightDatabase, suggestPeople } from '@data-import/insight'
import type { Suggest, Suggestions } from '../contract/suggest.js'
import { mostCompared, selectSuggestionState } from './select-suggestion-state.js'

/**
 * Makes what finds people who may be one. It compares all contributors of an organisation, so it keeps what it found until a pass has
 * linked something or somebody has decided something, and never compares twice at once.
 */
export function createSuggestions(db: InsightDatabase, schema: string): Suggest {
  const kept = new Map<string, { state: string; found: Promise<Suggestions> }>()
  let last: Promise<unknown> = Promise.resolve()
  return async (organizationId) => {
    const { state, contributors } = await selectSuggestionState({ db, schema }, organizationId)
    if (contributors > mostCompared) {
      kept.delete(organizationId)
      return { pairs: [], areTooMany: true }
    }
    const known = kept.get(organizationId)
    if (known?.state === state) return known.found
    const found = last
      .then(() => suggestPeople(db, organizationId, schema))
      .then((pairs) => ({ pairs, areTooMany: false }))
    kept.set(organizationId, { state, found })
    last = found.catch(() => {
      // Whoever comes next tries again.
      if (kept.get(organizationId)?.found === found) kept.delete(organizationId)
    })
    return found
  }
}
