export { check } from './check/check.js'
export { configuration } from './configuration.js'
export { scripts } from './scripts.js'
export { tables } from './tables.js'
