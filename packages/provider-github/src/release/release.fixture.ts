import { releaseTable } from '@data-import/model'
import { octo } from '../testing/mapped-people.js'
import { byId, type ResourceDouble } from '../testing/resource-double.js'
import { people, webUrl } from '../testing/sample.js'
import { accountId, accountLogin } from '../testing/true-people.js'
import { release } from './release.js'
import { type RestRelease, releaseRow } from './release-row.js'

export const restRelease: RestRelease = {
  id: 9001,
  node_id: 'RE_9001',
  tag_name: 'v1.0.0',
  target_commitish: 'main',
  name: 'One',
  body: 'All of it.',
  draft: false,
  prerelease: false,
  author: octo.rest,
  html_url: `${webUrl}/releases/tag/v1.0.0`,
  created_at: '2026-01-01T00:00:00Z',
  published_at: '2026-01-02T00:00:00Z',
  updated_at: '2026-01-03T00:00:00Z',
}

export const releaseDouble: ResourceDouble = {
  resource: release,
  mappings: [
    {
      name: 'releaseRow',
      whole: restRelease,
      table: releaseTable,
      map: (one) => releaseRow(one, new Map(), 'id', people()),
    },
  ],
  expected: ({ repository, releases }) => ({
    release: byId(releases.values(), (release) => ({
      repositoryId: String(repository.id),
      tag: release.tagName,
      sha: release.sha,
      targetRef: release.targetCommitish,
      name: release.name,
      body: release.body,
      isDraft: release.isDraft,
      isPrerelease: release.isPrerelease,
      authorId: accountId(release.author),
      authorName: accountLogin(release.author),
      createdAt: release.createdAt,
      publishedAt: release.publishedAt,
    })),
  }),
  fill: (repository, { at, text }) =>
    repository.release({ createdAt: at(), ...(text !== undefined && { name: text, body: text }) }),
  answers: ['GET /repos/{owner}/{repo}/releases 200'],
}
