import type { FakeProject } from '../state/project.js'
import type { World } from '../state/world.js'

const hourMs = 3_600_000

/**
 * Notes that somebody has pushed, or done something with an issue or a merge request. `last_activity_at` moves at most once an hour, and
 * not with pipelines, deployments and releases, as with GitLab.
 */
export function touchActivity(world: World, project: FakeProject): void {
  const now = world.now()
  if (now.getTime() - project.lastActivityAt.getTime() >= hourMs) project.lastActivityAt = now
}

/** An instant that is no earlier than now, and later than what was before: two changes never have one time. */
export function later(world: World, before: Date | null): Date {
  return new Date(Math.max(world.now().getTime(), (before?.getTime() ?? 0) + 1))
}
