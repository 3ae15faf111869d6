import type { Github } from '../client/github.js'
import type { Connection } from '../walk/changed-pages.js'
import type { FirstPagesQuery } from '../walk/first-pages.js'
import { foundNodes } from '../walk/found-nodes.js'
import { listedCounts } from '../walk/listed-counts.js'
import type { RepositoryWalk } from '../walk/repository-walk.js'
import type { RestRelease } from './release-row.js'

/** The commits of tags, of 100 releases for a point. */
export const releaseShasQuery = `query releaseShas($ids: [ID!]!) {
  rateLimit { cost }
  nodes(ids: $ids) { ... on Release { tagCommit { oid } } }
}`

/** The same for the releases of several repositories. */
export const firstReleaseShasQuery = `query firstReleaseShas($ids: [ID!]!, $first: Int!) {
  rateLimit { cost }
  nodes(ids: $ids) { ... on Repository {
    releases(first: $first, orderBy: { field: CREATED_AT, direction: DESC }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { id tagCommit { oid } }
    }
  } }
}`

interface TaggedRelease {
  id: string
  tagCommit: { oid: string } | null
}

/** The commits of several repositories' releases, where they have few: the lists themselves come by REST. */
export const firstReleaseShas: FirstPagesQuery = {
  query: firstReleaseShasQuery,
  itemsPerQuery: 100,
  countsOf: listedCounts,
  connectionOf: (node) => (node as { releases?: Connection<TaggedRelease> }).releases,
}

/** The commits that came together with those of other repositories, by node id. */
export async function shasOfFew({ firstPage }: Pick<RepositoryWalk<never, never>, 'firstPage'>) {
  const few = await firstPage<TaggedRelease>()
  return new Map((few?.nodes ?? []).flatMap((node) => (node ? [[node.id, node.tagCommit?.oid ?? null] as const] : [])))
}

/** The commits of a page of releases by node id: null where there is no tag, left out where GitHub gives no answer. */
export async function releaseShas(
  github: Github,
  releases: readonly Pick<RestRelease, 'node_id'>[],
  known: ReadonlyMap<string, string | null>,
): Promise<ReadonlyMap<string, string | null>> {
  const ids = releases.flatMap(({ node_id: id }) => (id && !known.has(id) ? id : []))
  if (ids.length === 0) return known
  const found = await foundNodes<{ tagCommit?: { oid: string } | null }>(() => github.query(releaseShasQuery, { ids }))
  return new Map([
    ...known,
    ...ids.flatMap((id, index) => {
      const one = found[index]
      return one && 'node' in one ? [[id, one.node.tagCommit?.oid ?? null] as const] : []
    }),
  ])
}
