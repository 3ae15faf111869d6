import type { CircleciResource } from '../resource.js'
import { eachProject } from '../walk/each-project.js'
import { lookedAt } from './looked-at.js'
import { looksAllowed, planLooks } from './plan-looks.js'
import { walkPipelines } from './walk-pipelines.js'

/**
 * Imports workflows, each with what its pipeline says. A project's pipelines come newest first and without a filter; those
 * that had not ended are looked at again, and the others for reruns.
 */
export const pipelineRun: CircleciResource = {
  name: 'pipeline-run',
  dependsOn: ['pipeline'],
  async run(context, open) {
    const circleci = open(context)
    const { rerunRequests } = circleci.settings
    let looks: ReadonlyMap<string, ReadonlySet<string>> = new Map()
    await eachProject(context, circleci, {
      resource: 'pipeline-run',
      async prepare(projects) {
        if (context.isBackfill) return
        looks = planLooks(await context.partitionsOf('pipeline-run'), {
          projects: new Set(projects.keys()),
          allowed: looksAllowed(projects.size, rerunRequests),
          now: context.endDate.getTime(),
        })
      },
      walk: (walk) => walkPipelines(walk, looks.get(walk.project.key) ?? new Set(), lookedAt(context)),
    })
  },
}
