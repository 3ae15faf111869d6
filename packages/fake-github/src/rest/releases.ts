import { notFound } from '../server/api-error.js'
import { parameter, type RepositoryCall } from '../server/call.js'
import { pageAnswer, repositoryPath } from '../server/page.js'
import type { RepositoryRoute } from '../server/route.js'
import type { FakeRelease } from '../state/release.js'
import { fullName } from '../state/repository-state.js'
import { isoDate, isoDateOrNull } from './iso-date.js'
import { sortRows } from './sort-rows.js'
import { userBodyOrNull } from './user-body.js'
import { webAddress } from './web-address.js'

/** Releases, newest first; drafts are shown to tokens of the owner alone. */
export const releaseRoutes: readonly RepositoryRoute[] = [
  {
    pattern: '/releases',
    permission: 'contents',
    answer(call) {
      const rows = sortRows(
        visible(call),
        (row) => row.createdAt,
        (row) => row.id,
      )
      return pageAnswer(call, repositoryPath(call.repository, '/releases'), rows, (row) => releaseBody(call, row))
    },
  },
  {
    pattern: '/releases/{release}',
    permission: 'contents',
    answer(call) {
      const release = visible(call).find(({ id }) => id === Number(parameter(call, 'release')))
      if (!release) throw notFound()
      return { status: 200, body: releaseBody(call, release) }
    },
  },
]

function visible({ repository, token }: RepositoryCall): FakeRelease[] {
  const seesDrafts = token?.owners.has(repository.owner.login.toLowerCase()) ?? false
  return [...repository.releases.values()].filter((release) => seesDrafts || !release.isDraft)
}

function releaseBody(call: RepositoryCall, release: FakeRelease) {
  const api = `${call.base}/repos/${fullName(call.repository)}`
  const url = `${api}/releases/${release.id}`
  const tag = encodeURIComponent(release.tagName.toWellFormed())
  return {
    url,
    assets_url: `${url}/assets`,
    upload_url: `${url}/assets{?name,label}`,
    html_url: `${webAddress}/${fullName(call.repository)}/releases/tag/${tag}`,
    id: release.id,
    author: userBodyOrNull(call, release.author),
    node_id: release.nodeId,
    tag_name: release.tagName,
    target_commitish: release.targetCommitish,
    name: release.name,
    draft: release.isDraft,
    immutable: false,
    prerelease: release.isPrerelease,
    created_at: isoDate(release.createdAt),
    updated_at: isoDate(release.updatedAt),
    published_at: isoDateOrNull(release.publishedAt),
    assets: [],
    tarball_url: `${api}/tarball/${tag}`,
    zipball_url: `${api}/zipball/${tag}`,
    body: release.body,
  }
}
