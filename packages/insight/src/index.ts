export type { InsightDatabase, TransactionalDatabase } from './database/insight-database.js'
export { type LinkOptions, linkAfterPass, linkRecords } from './links/link-records.js'
export { decidePerson, type PersonVerdict, undoDecision } from './people/decide-person.js'
export { type PersonSuggestion, suggestPeople } from './people/suggest-people.js'
export {
  dropViews,
  type InstalledViews,
  installViews,
  listViews,
  printView,
  printViews,
  readViews,
  type ViewDescription,
} from './views/install-views.js'
