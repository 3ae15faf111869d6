export type { InsightDatabase, TransactionalDatabase } from './database/insight-database.js'
export { type LinkOptions, linkAfterPass, linkRecords } from './links/link-records.js'
export {
  dropViews,
  type InstalledViews,
  installViews,
  listViews,
  printViews,
  readViews,
  type ViewDescription,
} from './views/install-views.js'
