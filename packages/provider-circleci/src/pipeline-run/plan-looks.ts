import type { PartitionRecord } from '@data-import/core/provider'
import { readRunState } from './run-state.js'
import type { TrackedPipeline } from './tracked-pipelines.js'

/** Requests that a pass over up to a hundred unchanged projects takes about at most. */
const usualRequests = 110
/** Of those, for the lists of the organization and of deploys, and a component. */
const otherRequests = 3

/**
 * How many ended pipelines a pass asks for reruns, all projects together: what the projects' own lists leave of some 110
 * requests, and one for fifteen projects at least.
 */
export function looksAllowed(projects: number, given: number | null): number {
  return given ?? Math.max(usualRequests - otherRequests - projects, Math.ceil(projects / 15))
}

/**
 * Chooses the pipelines that are looked at again. A rerun adds a workflow to its pipeline, however old, and neither the
 * list nor the pipeline's `updated_at` shows it: only asking for its workflows does. What runs is always looked at. Of the
 * others, one half are those whose last look is longest ago by their age, so that young ones come often, and one half those
 * whose last look is longest ago, so that each has its turn.
 */
export function planLooks(
  records: readonly PartitionRecord[],
  { projects, allowed, now }: { projects: ReadonlySet<string>; allowed: number; now: number },
): ReadonlyMap<string, ReadonlySet<string>> {
  const chosen = new Map<string, Set<string>>()
  const choose = (key: string, id: string) => chosen.set(key, (chosen.get(key) ?? new Set()).add(id))
  const others: { key: string; pipeline: TrackedPipeline; due: number }[] = []
  for (const { key, state } of records) {
    if (!projects.has(key)) continue
    for (const pipeline of readRunState(state).tracked) {
      // What lies in the future was left by a clock that was ahead: nobody knows when it was looked at.
      const lookedAt = pipeline.lookedAt > now ? 0 : pipeline.lookedAt
      if (pipeline.standing === 'r') choose(key, pipeline.id)
      else {
        const due = (now - lookedAt) / Math.max(now - pipeline.createdAt, 1)
        others.push({ key, pipeline: { ...pipeline, lookedAt }, due })
      }
    }
  }
  others.sort((a, b) => b.due - a.due || b.pipeline.createdAt - a.pipeline.createdAt)
  const first = others.splice(0, Math.ceil(allowed / 2))
  others.sort((a, b) => a.pipeline.lookedAt - b.pipeline.lookedAt)
  for (const { key, pipeline } of [...first, ...others.slice(0, allowed - first.length)]) choose(key, pipeline.id)
  return chosen
}
