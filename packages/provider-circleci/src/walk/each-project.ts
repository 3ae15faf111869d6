import {
  ConfigurationError,
  type Json,
  type PartitionContext,
  type PartitionRecord,
  unavailableReasonOf,
  type WalkEnd,
} from '@data-import/core/provider'
import { describeUsage } from '@data-import/http'
import { type Circleci, projectPath } from '../client/open-circleci.js'
import type { CircleciContext } from '../resource.js'
import { knownProjects, type Project } from './projects.js'

/** A walk over one project. */
export interface ProjectWalk {
  context: CircleciContext
  circleci: Circleci
  project: Project
  partition: PartitionContext
  /** State that the resource it comes after has left of this project; null where it comes after none. */
  upstream: Json
  /**
   * Asks for the project, before what is gone in it is believed to be: a project that is hidden meanwhile says the same of all
   * that is in it, and this throws then.
   */
  prove(): Promise<void>
}

/** How a resource is walked, project by project. */
export interface ProjectWalkOptions {
  resource: string
  /** Resource of the same project that must be complete first. */
  after?: string
  /** Called once, before the walks. */
  prepare?(projects: ReadonlyMap<string, Project>, circleci: Circleci): Promise<void>
  /** Whether what the resource before has left says that there is nothing new. */
  isUnchanged?(record: PartitionRecord, upstream: Json): boolean
  walk(walk: ProjectWalk): Promise<WalkEnd>
}

/** Walks the projects of this pass side by side. */
export async function eachProject(
  context: CircleciContext,
  circleci: Circleci,
  options: ProjectWalkOptions,
): Promise<void> {
  const projects = await knownProjects(context)
  const records = options.after === undefined ? [] : await context.partitionsOf(options.after)
  const upstream = new Map(records.map((record) => [record.key, record]))
  await options.prepare?.(projects, circleci)
  const walk = async (partition: PartitionContext): Promise<WalkEnd> => {
    const project = projects.get(partition.key)
    if (!project) throw new ConfigurationError('The project was not seen in this pass.')
    const record = upstream.get(partition.key)
    if (options.after !== undefined && !context.isBackfill) waitFor(options.after, record, partition)
    return options.walk({
      ...{ context, circleci, project, partition, upstream: record?.state ?? null },
      prove: async () => void (await circleci.source.get(projectPath(project.slug), { isOfPart: false })),
    })
  }
  try {
    await context.partitions(
      [...projects.values()].map(({ key, slug }) => ({ key, name: slug })),
      walk,
      {
        unavailableReasonOf,
        isUnchanged: (record) => {
          const before = upstream.get(record.key)
          return before?.isCurrent === true && options.isUnchanged?.(record, before.state) === true
        },
      },
    )
  } finally {
    context.log.info(`Asked CircleCI for ${options.resource}: ${describeUsage(circleci.source.usage)}.`)
  }
}

function waitFor(resource: string, record: PartitionRecord | undefined, partition: PartitionContext): void {
  if (record?.isCurrent) return
  if (record?.status === 'SKIPPED') partition.skip(record.reason ?? `its ${resource}s were skipped`)
  if (record?.status === 'UNAVAILABLE') partition.unavailable(record.reason ?? `its ${resource}s are not available`)
  partition.postpone(`Its ${resource}s are not complete yet.`)
}

/** Parts of a list, so that a few of its items are asked for at once. */
export function batchesOf<Item>(items: readonly Item[], size: number): (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
