import type { WalkEnd } from '@data-import/core/provider'
import { newestFirst } from '@data-import/http'
import { projectPath } from '../client/open-circleci.js'
import { idOfRecord, instantOf } from '../record/read.js'
import { batchesOf, type ProjectWalk } from '../walk/each-project.js'
import { factsOfOld } from './facts-of-old.js'
import type { LookedAt } from './looked-at.js'
import type { PipelineBody, WorkflowBody } from './pipeline-body.js'
import { pipelineFacts } from './pipeline-facts.js'
import { type ReadPipeline, rowsOfPipelines } from './run-saver.js'
import { readRunCursor, readRunState } from './run-state.js'
import { createTrackedPipelines, type TrackedPipeline } from './tracked-pipelines.js'

const dayMs = 86_400_000
/** Pipelines whose workflows are asked for at once, and saved together. */
const batch = 20
/** A pipeline that is set up still, or has no workflow yet, gets its workflows within minutes. */
const setUpMs = 3_600_000
/** CircleCI cancels what is on hold long before: what still runs then was forgotten. */
const giveUpMs = 400 * dayMs

/** Walks the pipelines of one project. @param looks ids of those to look at again */
export async function walkPipelines(walk: ProjectWalk, looks: ReadonlySet<string>, seen: LookedAt): Promise<WalkEnd> {
  const { context, circleci, project, partition } = walk
  const { settings, lists } = circleci
  const state = readRunState(context.isBackfill ? null : partition.state)
  const cursor = readRunCursor(partition.cursor)
  const tracked = createTrackedPipelines(state.kept, cursor.kept)
  const now = partition.endDate.getTime()
  const start = startOf(walk, state.since)
  let isChanged = cursor.isChanged
  let missing = 0
  const met = new Set<string>()
  const seenHere = new Set<string>()
  seen.set(project.key, seenHere)

  async function save(
    pipelines: readonly (PipelineBody | TrackedPipeline)[],
    page: string | null,
    isListDone: boolean,
  ) {
    const read = await Promise.all(pipelines.map((pipeline) => readPipeline(pipeline)))
    const present = read.flatMap(({ found }) => found ?? [])
    if (present.length < read.length) await walk.prove()
    missing += read.length - present.length
    const { rows, standings, workflowIds } = rowsOfPipelines(present, walk)
    for (const id of workflowIds) seenHere.add(id)
    let at = 0
    for (const { id, createdAt, isSetUp, found } of read) {
      const standing = found ? (standings[at++] ?? 'e') : 'e'
      const isEarly = standing === 'e' && isSetUp && now - createdAt < setUpMs
      tracked.met({ id, createdAt, lookedAt: now, standing: isEarly ? 'r' : standing })
      isChanged ||= standing === 'r' || standing === 'w'
    }
    const kept = { page, isListDone, tracked: tracked.kept() }
    const saved = await partition.checkpoint({ rows, cursor: { ...kept, isChanged } })
    isChanged ||= saved.inserted + saved.updated > 0
  }

  async function readPipeline(pipeline: PipelineBody | TrackedPipeline) {
    const id = idOfRecord('pipeline', pipeline.id)
    const workflows = await lists.allOrGone<WorkflowBody>(`/pipeline/${encodeURIComponent(id)}/workflow`)
    const isListed = !('lookedAt' in pipeline)
    const createdAt = isListed ? (instantOf(pipeline.created_at) ?? partition.endDate).getTime() : pipeline.createdAt
    if (workflows === null) return { id, createdAt, isSetUp: false }
    const facts = isListed ? pipelineFacts(pipeline) : await factsOfOld(id, workflows, walk)
    const found: ReadPipeline = { workflows, facts }
    const state = isListed ? (pipeline.state ?? '') : ''
    return {
      id,
      createdAt,
      isSetUp: /^(?:pending|setup)/.test(state) || (workflows.length === 0 && state !== 'errored'),
      found,
    }
  }

  if (!cursor.isListDone) {
    const path = `${projectPath(project.slug)}/pipeline`
    const list = (from: string | null) => lists.pages<PipelineBody>(path, { from, isOfPart: false })
    const recent = newestFirst(list, {
      timeOf: ({ created_at }) => created_at,
      since: start,
      until: context.isBackfill ? partition.endDate : null,
      from: cursor.page,
      log: partition.log,
      name: `CircleCI's list of pipelines of ${project.slug}`,
    })
    for await (const { items, next } of recent) {
      // Those of the overlap were read by an earlier pass, and are looked at again in their turn.
      const fresh = items.filter(({ id = '' }) => looks.has(id) || !/[ew]/.test(tracked.get(id)?.standing ?? ''))
      for (const { id } of fresh) met.add(id ?? '')
      await save(fresh, next, next === null)
    }
  }
  if (context.isBackfill) return missing === 0 ? {} : { note: noteOf(missing) }
  const again = tracked
    .all()
    .filter(({ id, standing }) => !met.has(id) && (looks.has(id) || (standing === 'r' && !isOf(state.tracked, id))))
  for (const some of batchesOf(again, batch)) await save(some, null, true)
  const oldest = now - settings.rerunDays * dayMs
  for (const one of tracked.all()) {
    if (one.createdAt < (one.standing === 'e' ? oldest : now - giveUpMs)) tracked.forget(one.id)
  }
  return {
    state: {
      tracked: tracked.kept(),
      changedAt: isChanged ? partition.endDate.toISOString() : state.changedAt,
      since: state.since !== null && Date.parse(state.since) < start.getTime() ? state.since : start.toISOString(),
    },
    ...(missing > 0 && { note: noteOf(missing) }),
  }
}

function isOf(pipelines: readonly TrackedPipeline[], id: string): boolean {
  return pipelines.some((pipeline) => pipeline.id === id)
}

/** A first import begins where the settings say, and so does one for which they say an earlier day than before. */
function startOf({ context, circleci, partition }: ProjectWalk, before: string | null): Date {
  const { since } = circleci.settings
  if (context.isBackfill || since === null) return partition.startDate
  if (before === null) return since
  return since.getTime() < Date.parse(before) ? since : partition.startDate
}

function noteOf(missing: number): string {
  return `CircleCI keeps no workflows any more of ${missing === 1 ? 'a pipeline' : `${missing} pipelines`} (404).`
}
