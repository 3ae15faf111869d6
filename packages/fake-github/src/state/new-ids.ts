import { type Contents, kinds } from './contents.js'

/** Of what is no kind of contents. */
const otherFirstIds = {
  account: 5_000_001,
  repository: 700_000_001,
  reviewComment: 1_900_000_001,
  timelineItem: 16_000_000_001,
  deploymentStatus: 3_000_000_001,
  app: 900_001,
  installation: 40_000_001,
}

/** What has ids. */
export type IdKind = keyof typeof otherFirstIds | keyof Contents

/** Counts up from where GitHub is. */
export function createIds(): (kind: IdKind) => number {
  const ofContents = Object.entries(kinds).map(([kind, { firstId }]) => [kind, firstId])
  // One entry for each kind of both.
  const next = { ...otherFirstIds, ...Object.fromEntries(ofContents) } as Record<IdKind, number>
  return (kind) => {
    next[kind] += 1
    return next[kind] - 1
  }
}
