import { createHash } from 'node:crypto'
import { literal, type Tables } from '../database/read-tables.js'
import { allViews } from './all-views.js'
import { viewFunctions } from './functions.js'

/** The statements that make the schema `insight`, in their order. */
export interface ViewStatements {
  /** Digest of the statements: it is in the schema's comment, so that other ones are noticed. */
  version: string
  statements: string[]
}

/** How the comment of the schema begins; the version follows. */
export const commentPrefix = 'data-import views '

/**
 * @param isInvoker whether the views ask with the rights of who reads them, as Postgres 15 and later can
 */
export function viewStatements(table: Tables, isInvoker: boolean): ViewStatements {
  const option = isInvoker ? ' with (security_invoker = true)' : ''
  const made = [
    ...viewFunctions.map(({ sql }) => sql),
    ...allViews.flatMap(({ name, about, sql }) => [
      `create view insight.${name}${option} as${sql(table)}`,
      `comment on view insight.${name} is ${literal(about)}`,
    ]),
  ]
  const version = createHash('sha256').update(made.join('\n')).digest('hex').slice(0, 12)
  return {
    version,
    statements: [
      'create schema if not exists insight',
      ...made,
      `comment on schema insight is '${commentPrefix}${version}'`,
    ],
  }
}

/** The statements that take it away again; what others put into the schema stays. */
export function dropStatements(): string[] {
  return [
    ...allViews.map(({ name }) => `drop view if exists insight.${name}`).reverse(),
    ...viewFunctions.map(({ signature }) => `drop function if exists insight.${signature}`).reverse(),
  ]
}
