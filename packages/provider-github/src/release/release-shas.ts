import type { Github } from '../client/github.js'
import { foundNodes } from '../walk/found-nodes.js'
import type { RestRelease } from './release-row.js'

/** The commits of tags, of 100 releases for a point. */
export const releaseShasQuery = `query releaseShas($ids: [ID!]!) {
  rateLimit { cost }
  nodes(ids: $ids) { ... on Release { tagCommit { oid } } }
}`

/** The commits of a page of releases by node id: null where there is no tag, left out where GitHub gives no answer. */
export async function releaseShas(
  github: Github,
  releases: readonly Pick<RestRelease, 'node_id'>[],
): Promise<ReadonlyMap<string, string | null>> {
  const ids = releases.flatMap(({ node_id: id }) => id ?? [])
  if (ids.length === 0) return new Map()
  const found = await foundNodes<{ tagCommit?: { oid: string } | null }>(() => github.query(releaseShasQuery, { ids }))
  return new Map(
    ids.flatMap((id, index) => {
      const one = found[index]
      return one && 'node' in one ? [[id, one.node.tagCommit?.oid ?? null] as const] : []
    }),
  )
}
