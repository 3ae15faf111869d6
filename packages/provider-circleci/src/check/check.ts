export { check } from './look.js'
