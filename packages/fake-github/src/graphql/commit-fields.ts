import type { CommitPerson, CommitRecord } from '../git/commit-record.js'
import { webAddress } from '../rest/web-address.js'
import { nodeId } from '../state/node-id.js'
import { fullName } from '../state/repository-state.js'
import { connection } from './connection.js'
import { fields, type TypeFields } from './fields.js'
import { history } from './history.js'
import { accountSource, commitSource, type RowSource, repositorySource } from './source.js'

type CommitSource = RowSource<CommitRecord>

/** Commits and whom they name. */
export const commitFields: TypeFields = {
  Commit: fields<CommitSource>({
    id: ({ repository, row }) => nodeId('Commit', repository.id, row.sha),
    oid: ({ row }) => row.sha,
    abbreviatedOid: ({ row }) => row.sha.slice(0, 7),
    message: ({ row }) => row.message,
    messageHeadline: ({ row }) => row.message.split('\n')[0],
    messageBody: ({ row }) => row.message.split('\n').slice(1).join('\n').trim(),
    additions: async (source) => (await lines(source)).additions,
    deletions: async (source) => (await lines(source)).deletions,
    changedFiles: async (source) => (await lines(source)).changedFiles,
    changedFilesIfAvailable: async (source) => (await lines(source)).changedFiles,
    authoredDate: ({ row }) => new Date(row.author.seconds * 1000),
    committedDate: ({ row }) => new Date(row.committer.seconds * 1000),
    url: commitUrl,
    commitUrl,
    author: ({ row }) => row.author,
    committer: ({ row }) => row.committer,
    repository: ({ repository }) => repositorySource(repository),
    parents,
    history,
  }),
  GitActor: fields<CommitPerson>({
    name: ({ name }) => name,
    email: ({ email }) => email,
    date: gitTimestamp,
    avatarUrl: () => `${webAddress}/avatars/0`,
    user: ({ email }, _args, { world }) => accountSource(world.accounts.byEmail(email)),
  }),
}

function lines({ repository, row }: CommitSource) {
  return repository.git.lineCounts(row.sha)
}

function commitUrl({ repository, row }: CommitSource): string {
  return `${webAddress}/${fullName(repository)}/commit/${row.sha}`
}

async function parents({ repository, row }: CommitSource, args: Parameters<typeof connection>[1]) {
  const commits = await Promise.all(row.parents.map((sha) => repository.git.commit(sha)))
  return connection(
    commits.map((commit, index) => ({ commit, index })),
    args,
    { value: ({ index }) => index, id: ({ index }) => index, node: ({ commit }) => commitSource(repository, commit) },
  )
}

/** In the time zone of whoever committed, as git has it. */
function gitTimestamp({ seconds, offset }: CommitPerson): string {
  const minutes = Number(`${offset[0]}1`) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3, 5)))
  const local = new Date((seconds + minutes * 60) * 1000).toISOString().slice(0, 19)
  return minutes === 0 ? `${local}Z` : `${local}${offset.slice(0, 3)}:${offset.slice(3)}`
}
