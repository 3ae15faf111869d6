export { scripts } from './scripts.js'
