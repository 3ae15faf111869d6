import { GraphQLError, type GraphQLFieldResolver } from 'graphql'
import { accountFields } from './account-fields.js'
import { commitFields } from './commit-fields.js'
import type { Context } from './context.js'
import { type Arguments, mergeFields, type TypeFields } from './fields.js'
import { queryFields } from './query-fields.js'
import { repositoryFields } from './repository-fields.js'

/** What is no kind of contents. */
const ownTables = [queryFields, accountFields, repositoryFields, commitFields]

/**
 * Resolves by the type's table, else as the row or object has it; what GitHub knows and this server doesn't is an error.
 * @param contents the tables of each kind of contents
 */
export function createFieldResolver(
  contents: readonly TypeFields[],
): GraphQLFieldResolver<unknown, Context, Arguments> {
  const types = mergeFields([...ownTables, ...contents])
  return (source, args, context, info) => {
    const resolve = types[info.parentType.name]?.[info.fieldName]
    if (resolve) return resolve(source, args, context)
    const own = ownValue(source, info.fieldName)
    if (own !== undefined) return own
    throw new GraphQLError(`This server does not answer ${info.parentType.name}.${info.fieldName}.`)
  }
}

function ownValue(source: unknown, name: string): unknown {
  if (typeof source !== 'object' || source === null) return undefined
  const holder = 'row' in source ? source.row : source
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined
}
