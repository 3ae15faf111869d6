export { adminUrl } from './admin-url.js'
export { createTestDatabase, type TestDatabase } from './create-test-database.js'
export { isDeep, randomRuns } from './random-runs.js'
export { templateDatabase } from './template-database.js'
