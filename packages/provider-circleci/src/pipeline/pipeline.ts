import { type PartitionRecord, rowsOf, unavailableReasonOf } from '@data-import/core/provider'
import { describeUsage } from '@data-import/http'
import { pipelineTable } from '@data-import/model'
import { incomplete } from '../client/lists.js'
import { projectPath } from '../client/open-circleci.js'
import { textOf } from '../record/read.js'
import type { CircleciResource } from '../resource.js'
import { listSlugs, whyCut } from './list-slugs.js'
import { type ProjectBody, pipelineRow } from './pipeline-row.js'
import { isReadLately, type ProjectState, readProjectState } from './project-state.js'

/**
 * Imports projects, whose CI is a pipeline in the model's words. Partitions are slugs, as the configuration has them; all
 * other scripts go by the project's id.
 */
export const pipeline: CircleciResource = {
  name: 'pipeline',
  dependsOn: [],
  async run(context, open) {
    const circleci = open(context)
    const { slugs, cutLists } = await listSlugs(context, circleci)
    const isFresh = (record: PartitionRecord) => {
      const state = readProjectState(record.state)
      return state !== null && isReadLately(state, context.endDate)
    }
    await context.partitions(
      [...slugs, ...cutLists].map((key) => ({ key })),
      async ({ key: slug, endDate, unavailable }) => {
        if (cutLists.includes(slug)) return unavailable(whyCut)
        const { body } = await circleci.source.get<ProjectBody | null>(projectPath(slug))
        if (typeof body !== 'object' || body === null || Array.isArray(body)) throw incomplete('no project')
        // An answer of another form must not become a project with a made-up id.
        if (textOf(body.id) === null && textOf(body.slug) === null) throw incomplete(`a project without its id`)
        const row = pipelineRow(body, slug)
        const state: ProjectState = {
          key: row.externalId,
          slug: textOf(body.slug) ?? slug,
          organizationId: textOf(body.organization_id),
          hasRepository: row.remoteKey !== undefined && row.remoteKey !== null,
          readAt: endDate.toISOString(),
        }
        return { rows: [rowsOf(pipelineTable, [row])], state }
      },
      { isUnchanged: isFresh, unavailableReasonOf },
    )
    context.log.info(`Asked CircleCI for pipeline: ${describeUsage(circleci.source.usage)}.`)
  },
}
