import { GraphQLError } from 'graphql'
import type { Permission } from '../tokens/permission.js'
import type { Context } from './context.js'

/** An error with the `type` that GitHub puts beside its message. */
export function failure(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } })
}

/** Refuses what the token was not granted. */
export function requirePermission({ token }: Context, permission: Permission): void {
  if (!token.missing.has(permission)) return
  throw failure('FORBIDDEN', 'Resource not accessible by personal access token')
}
