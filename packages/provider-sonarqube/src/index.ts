export { check } from './check/check.js'
export { scripts } from './scripts.js'
export { configuration } from './settings/configuration.js'
export { tables } from './tables.js'
