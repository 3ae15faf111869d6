import { commitTable } from '@data-import/model'
import { octo } from '../testing/mapped-people.js'
import type { ResourceDouble } from '../testing/resource-double.js'
import { owner, people, sha, webUrl } from '../testing/sample.js'
import { personId } from '../testing/true-people.js'
import { commit } from './commit.js'
import type { GraphqlCommit } from './commit-queries.js'
import { commitRow, type RestCommit, restCommitRow } from './commit-row.js'

export const graphqlCommit: GraphqlCommit = {
  id: 'C_1',
  oid: sha,
  message: 'Add a page\n\nWith words.',
  url: `${webUrl}/commit/${sha}`,
  authoredDate: '2026-01-02T03:04:05+02:00',
  committedDate: '2026-01-03T00:00:00Z',
  additions: 10,
  deletions: 0,
  changedFilesIfAvailable: 2,
  author: { name: 'Octo Cat', email: 'Octo@Example.com', user: octo.graphql },
  committer: { name: 'GitHub', email: 'noreply@github.com', user: null },
  parents: { nodes: [{ oid: 'b'.repeat(40) }] },
}

export const restCommit: RestCommit = {
  sha,
  node_id: 'C_1',
  html_url: `${webUrl}/commit/${sha}`,
  commit: {
    message: 'Add a page\n\nWith words.',
    author: { name: 'Octo Cat', email: 'Octo@Example.com', date: '2026-01-02T01:04:05Z' },
    committer: { name: 'GitHub', email: 'noreply@github.com', date: '2026-01-03T00:00:00Z' },
  },
  author: octo.rest,
  committer: null,
  parents: [{ sha: 'b'.repeat(40) }],
}

export const commitDouble: ResourceDouble = {
  resource: commit,
  mappings: [
    { name: 'commitRow', whole: graphqlCommit, table: commitTable, map: (one) => commitRow(one, owner, people()) },
    { name: 'restCommitRow', whole: restCommit, table: commitTable, map: (one) => restCommitRow(one, owner, people()) },
  ],
  expected({ repository, commits }) {
    const repositoryId = String(repository.id)
    const rows = Array.from(
      commits.values(),
      (commit) =>
        [
          `${commit.sha}@${repositoryId}`,
          {
            repositoryId,
            sha: commit.sha,
            message: commit.message,
            authorId: personId(commit.author),
            authorName: commit.author.name,
            authorEmail: commit.author.email,
            committerId: personId(commit.committer),
            committerName: commit.committer.name,
            committerEmail: commit.committer.email,
            authoredAt: commit.author.date,
            committedAt: commit.committer.date,
            linesAdded: commit.additions,
            linesRemoved: commit.deletions,
            filesChanged: commit.changedFiles,
            parentShas: commit.parents,
            isMerge: commit.parents.length > 1,
          },
        ] as const,
    )
    return { commit: Object.fromEntries(rows) }
  },
  answers: ['GET /repos/{owner}/{repo}/compare/{basehead} 200', 'GET /repos/{owner}/{repo}/compare/{basehead} 404'],
}
