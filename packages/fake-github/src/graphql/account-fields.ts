import { webAddress } from '../rest/web-address.js'
import { canSee } from '../tokens/token.js'
import { connection } from './connection.js'
import type { Context } from './context.js'
import { failure, requirePermission } from './failure.js'
import { type Arguments, fields, type TypeFields } from './fields.js'
import { repositoryConnection } from './repository-connection.js'
import { type AccountSource, accountSource } from './source.js'

const actor = fields<AccountSource>({
  id: ({ account }) => account.nodeId,
  databaseId: ({ account }) => account.id,
  login: ({ account }) => account.login,
  name: ({ account }) => account.name,
  email: ({ account }) => account.publicEmail ?? '',
  url: ({ account }) => `${webAddress}/${account.type === 'Bot' ? `apps/${account.login}` : account.login}`,
  resourcePath: ({ account }) => `/${account.login}`,
  avatarUrl: ({ account }) => `${webAddress}/avatars/${account.id}`,
  createdAt: ({ account }) => account.createdAt,
  updatedAt: ({ account }) => account.createdAt,
})

const owner = fields<AccountSource>({
  repositories: ({ account }, args, context) =>
    repositoryConnection(
      [...context.world.repositories.values()].filter(
        (repository) => repository.owner === account && canSee(context.token, repository),
      ),
      args,
    ),
})

/** Users, bots and organizations. */
export const accountFields: TypeFields = {
  User: {
    ...actor,
    ...owner,
    ...fields<AccountSource>({ company: () => null, bio: () => null, isSiteAdmin: () => false, isViewer }),
  },
  Bot: actor,
  Mannequin: actor,
  Organization: {
    ...actor,
    ...owner,
    ...fields<AccountSource>({
      name: ({ account }) => account.name ?? account.login,
      description: () => null,
      membersWithRole,
    }),
  },
}

function isViewer({ account }: AccountSource, _args: Arguments, { token }: Context): boolean {
  return token.viewer === account
}

function membersWithRole({ account }: AccountSource, args: Arguments, context: Context) {
  requirePermission(context, 'members')
  if (!context.token.owners.has(account.login.toLowerCase())) {
    throw failure('FORBIDDEN', 'You must be a member of the organization to see its members.')
  }
  const members = (context.world.members.get(account.id) ?? []).filter(({ isDeleted }) => !isDeleted)
  return connection(members, args, {
    value: ({ login }) => login.toLowerCase(),
    id: ({ id }) => id,
    node: (member) => accountSource(member),
  })
}
