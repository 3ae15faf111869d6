import { readQuota } from '../limits/quota.js'
import { findRenamedRepository, findRepository } from '../state/world.js'
import { canSee } from '../tokens/token.js'
import type { Context } from './context.js'
import { failure } from './failure.js'
import { type Arguments, fields, type TypeFields } from './fields.js'
import { findNode } from './find-node.js'
import { accountSource, repositorySource } from './source.js'

/** Where a query starts. */
export const queryFields: TypeFields = {
  Query: fields<undefined>({
    rateLimit: (_root, _args, context) => rateLimit(context),
    viewer: (_root, _args, { token }) => {
      const viewer = accountSource(token.viewer)
      if (!viewer) throw failure('FORBIDDEN', 'Resource not accessible by integration')
      return viewer
    },
    repositoryOwner: (_root, { login }, { world }) => accountSource(world.accounts.byLogin(String(login))),
    organization: (_root, { login }, context) => account(context, 'Organization', String(login)),
    user: (_root, { login }, context) => account(context, 'User', String(login)),
    repository: (_root, args, context) => repository(args, context),
    node: (_root, { id }, context) => findNode(context, String(id)),
    nodes: (_root, { ids }, context) => (ids as string[]).map((id) => eventually(findNode(context, id))), // `[ID!]!`
  }),
}

/** One id that can't be found must not spoil the others. */
async function eventually(node: Promise<unknown>): Promise<unknown> {
  return node.catch((error: unknown) => error)
}

function rateLimit({ world, token, size }: Context) {
  if (world.flavor === 'enterprise') return null
  const { limit, remaining, used, resetAt } = readQuota(token.graphql, world.now())
  return {
    limit,
    cost: size.cost,
    remaining: Math.max(0, remaining - size.cost),
    used: used + size.cost,
    resetAt,
    nodeCount: size.nodes,
  }
}

function account({ world }: Context, type: 'Organization' | 'User', login: string) {
  const found = world.accounts.byLogin(login)
  if (found?.type !== type) {
    throw failure(
      'NOT_FOUND',
      `Could not resolve to ${type === 'User' ? 'a User' : 'an Organization'} with the login of '${login}'.`,
    )
  }
  return accountSource(found)
}

function repository(args: Arguments, { world, token }: Context) {
  const owner = String(args.owner)
  const name = String(args.name)
  const renamed = args.followRenames === false ? undefined : findRenamedRepository(world, owner, name)
  const found = findRepository(world, owner, name) ?? renamed
  if (!found || !canSee(token, found)) {
    throw failure('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`)
  }
  if (found.blockReason !== null) throw failure('FORBIDDEN', 'Repository access blocked')
  return repositorySource(found)
}
