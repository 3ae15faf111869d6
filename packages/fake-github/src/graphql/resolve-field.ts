import { GraphQLError, type GraphQLFieldResolver } from 'graphql'
import { accountFields } from './account-fields.js'
import { checkFields } from './check-fields.js'
import { commentFields } from './comment-fields.js'
import { commitFields } from './commit-fields.js'
import { contentFields } from './content-fields.js'
import type { Context } from './context.js'
import type { Arguments, Fields } from './fields.js'
import { pullRequestFields } from './pull-request-fields.js'
import { queryFields } from './query-fields.js'
import { repositoryFields } from './repository-fields.js'
import { timelineFields } from './timeline-fields.js'

const types: Readonly<Record<string, Fields>> = {
  ...queryFields,
  ...accountFields,
  ...repositoryFields,
  ...commitFields,
  ...pullRequestFields,
  ...timelineFields,
  ...commentFields,
  ...contentFields,
  ...checkFields,
}

/** By the type's table, else as the row or object has it; what GitHub knows and this server doesn't is an error. */
export const resolveField: GraphQLFieldResolver<unknown, Context, Arguments> = (source, args, context, info) => {
  const resolve = types[info.parentType.name]?.[info.fieldName]
  if (resolve) return resolve(source, args, context)
  const own = ownValue(source, info.fieldName)
  if (own !== undefined) return own
  throw new GraphQLError(`This server does not answer ${info.parentType.name}.${info.fieldName}.`)
}

function ownValue(source: unknown, name: string): unknown {
  if (typeof source !== 'object' || source === null) return undefined
  const holder = 'row' in source ? source.row : source
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined
}
