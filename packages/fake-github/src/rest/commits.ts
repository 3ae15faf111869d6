import { type ChangedFile, readChangedFiles } from '../git/changed-files.js'
import type { CommitRecord } from '../git/commit-record.js'
import { ApiError, notFound, unprocessable } from '../server/api-error.js'
import { parameter, type RepositoryCall } from '../server/call.js'
import { linkHeader, pageAnswer, pageRequest, repositoryPath } from '../server/page.js'
import type { RepositoryRoute } from '../server/route.js'
import { fullName, headOf } from '../state/repository-state.js'
import { commitBody } from './commit-body.js'
import { readInstant } from './read-instant.js'
import { webAddress } from './web-address.js'

/** Commits of a branch, newest first, and one commit with its lines and files. */
export const commitRoutes: readonly RepositoryRoute[] = [
  {
    pattern: '/commits',
    permission: 'contents',
    async answer(call) {
      const { repository, query } = call
      if (repository.git.heads.size === 0) throw new ApiError(409, 'Git Repository is empty.')
      const start = await findCommit(call, query.get('sha') ?? repository.defaultBranch)
      if (!start) throw notFound()
      const since = readInstant(query, 'since')
      const until = readInstant(query, 'until')
      const history = await repository.git.history(start.sha)
      const wanted = since || until ? history.filter(isWithin(since, until)) : history
      return pageAnswer(call, repositoryPath(repository, '/commits'), wanted, (commit) => commitBody(call, commit))
    },
  },
  {
    pattern: '/commits/{ref...}',
    permission: 'contents',
    async answer(call) {
      const { repository } = call
      if (repository.git.heads.size === 0) throw new ApiError(409, 'Git Repository is empty.')
      const ref = parameter(call, 'ref')
      const commit = await findCommit(call, ref)
      if (!commit) throw unprocessable(`No commit found for SHA: ${ref}`)
      const { additions, deletions } = await repository.git.lineCounts(commit.sha)
      const files = await readChangedFiles(repository.git, commit)
      const request = { ...pageRequest(call, 300), perPage: 300 }
      const start = (request.page - 1) * request.perPage
      return {
        status: 200,
        body: {
          ...commitBody(call, commit),
          stats: { total: additions + deletions, additions, deletions },
          files: files.slice(start, start + request.perPage).map((file) => fileBody(call, commit, file)),
        },
        headers: linkHeader(call, repositoryPath(repository, `/commits/${commit.sha}`), request, files.length),
      }
    },
  },
]

/** The commit that a branch or sha names. */
export async function findCommit(call: RepositoryCall, ref: string): Promise<CommitRecord | undefined> {
  const { git } = call.repository
  if (ref === 'HEAD') return git.commit(headOf(call.repository) ?? '')
  return git.commit(git.heads.get(ref.replace(/^(refs\/)?heads\//, '')) ?? ref)
}

/** By committer date, both ends included. */
export function isWithin(since: Date | null, until: Date | null): (commit: CommitRecord) => boolean {
  return ({ committer }) =>
    (since === null || committer.seconds * 1000 >= since.getTime()) &&
    (until === null || committer.seconds * 1000 <= until.getTime())
}

function fileBody(call: RepositoryCall, commit: CommitRecord, file: ChangedFile) {
  const path = encodeURI(file.path.toWellFormed())
  const url = `${webAddress}/${fullName(call.repository)}`
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${url}/blob/${commit.sha}/${path}`,
    raw_url: `${url}/raw/${commit.sha}/${path}`,
    contents_url: `${call.base}/repos/${fullName(call.repository)}/contents/${path}?ref=${commit.sha}`,
  }
}
