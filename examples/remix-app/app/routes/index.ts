/** The first page: a route for all addresses doesn't match the one without a path. */
export { loader } from './imports'
