/** Ids start where GitHub's are by now: many no longer fit 32 bits. */
const firstIds = {
  account: 5_000_001,
  repository: 700_000_001,
  pullRequest: 2_300_000_001,
  review: 2_700_000_001,
  reviewComment: 1_900_000_001,
  issueComment: 2_600_000_001,
  timelineItem: 16_000_000_001,
  issue: 3_100_000_001,
  run: 9_000_000_001,
  job: 25_000_000_001,
  workflow: 60_000_001,
  deployment: 1_500_000_001,
  deploymentStatus: 3_000_000_001,
  release: 150_000_001,
  app: 900_001,
  installation: 40_000_001,
}

/** What is numbered. */
export type IdKind = keyof typeof firstIds

/** Counts up from where GitHub is. */
export function createIds(): (kind: IdKind) => number {
  const next = { ...firstIds }
  return (kind) => {
    next[kind] += 1
    return next[kind] - 1
  }
}
