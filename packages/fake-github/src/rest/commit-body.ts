import type { CommitPerson, CommitRecord } from '../git/commit-record.js'
import type { RepositoryCall } from '../server/call.js'
import { nodeId } from '../state/node-id.js'
import { fullName } from '../state/repository-state.js'
import { isoDate } from './iso-date.js'
import { userBodyOrNull } from './user-body.js'
import { webAddress } from './web-address.js'

/** `commit` as lists give it: without stats and files. */
export function commitBody(call: RepositoryCall, commit: CommitRecord) {
  const { repository, world } = call
  const url = `${call.base}/repos/${fullName(repository)}`
  const html = `${webAddress}/${fullName(repository)}`
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', repository.id, commit.sha),
    commit: {
      author: personBody(commit.author),
      committer: personBody(commit.committer),
      message: commit.message,
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      url: `${url}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
    },
    url: `${url}/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    comments_url: `${url}/commits/${commit.sha}/comments`,
    author: userBodyOrNull(call, world.accounts.byEmail(commit.author.email)),
    committer: userBodyOrNull(call, world.accounts.byEmail(commit.committer.email)),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/commits/${sha}`,
      html_url: `${html}/commit/${sha}`,
    })),
  }
}

function personBody({ name, email, seconds }: CommitPerson) {
  return { name, email, date: isoDate(new Date(seconds * 1000)) }
}
