export {
  type EmbeddedDatabase,
  type EmbeddedDatabaseOptions,
  type EmbeddedDatabaseStatus,
  embeddedDatabaseStatus,
  openEmbeddedDatabase,
  removeEmbeddedDatabase,
  startEmbeddedDatabase,
  stopEmbeddedDatabase,
} from './embedded-database.js'
export { EmbeddedDatabaseError } from './embedded-database-error.js'
