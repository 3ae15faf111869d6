export { FixedClient, type FixedClientConfig } from './fixed-client.js'
export { type FixedSettings, refusesSettings, settingsOfServer, statementSettings } from './fixed-settings.js'
export { createRawClient, type RawClient, type RawQueries } from './raw-client.js'
export { referenceMigrations, referenceSchema } from './read-migrations.js'
