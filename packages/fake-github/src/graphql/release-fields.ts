import { webAddress } from '../rest/web-address.js'
import type { FakeRelease } from '../state/release.js'
import { fullName } from '../state/repository-state.js'
import { connection } from './connection.js'
import type { Context } from './context.js'
import { requirePermission } from './failure.js'
import { type Arguments, fields, type TypeFields } from './fields.js'
import { accountSource, commitSource, type RepositorySource, type RowSource, repositorySource } from './source.js'

type ReleaseSource = RowSource<FakeRelease>

/** Releases; what isn't here is told as the row has it. */
export const releaseFields: TypeFields = {
  Release: fields<ReleaseSource>({
    id: ({ row }) => row.nodeId,
    databaseId: ({ row }) => row.id,
    description: ({ row }) => row.body,
    url: ({ repository, row }) =>
      `${webAddress}/${fullName(repository)}/releases/tag/${encodeURIComponent(row.tagName.toWellFormed())}`,
    author: ({ row }) => (row.author?.type === 'User' ? accountSource(row.author) : null),
    isLatest: ({ repository, row }) => latestRelease([...repository.releases.values()]) === row,
    tag: () => null,
    tagCommit: async ({ repository, row }) =>
      row.sha === null ? null : commitSource(repository, await repository.git.rememberedCommit(row.sha)),
    repository: ({ repository }) => repositorySource(repository),
  }),
  Repository: fields<RepositorySource>({ releases }),
}

function releases({ repository }: RepositorySource, args: Arguments, context: Context) {
  requirePermission(context, 'contents')
  const seesDrafts = context.token.owners.has(repository.owner.login.toLowerCase())
  const rows = [...repository.releases.values()].filter(({ isDraft }) => seesDrafts || !isDraft)
  return connection(rows, args, {
    value: (row) => (args.orderBy?.field === 'NAME' ? (row.name ?? '') : row.createdAt.getTime()),
    id: ({ id }) => id,
    direction: 'DESC',
    node: (row) => ({ __typename: 'Release', repository, row }),
  })
}

function latestRelease(releases: readonly FakeRelease[]): FakeRelease | undefined {
  return releases
    .filter(({ isDraft, isPrerelease }) => !isDraft && !isPrerelease)
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || b.id - a.id)[0]
}
