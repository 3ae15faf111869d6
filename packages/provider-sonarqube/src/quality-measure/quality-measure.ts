import { type PartitionRecord, unavailableReasonOf } from '@data-import/core/provider'
import { qualityMeasureTable } from '@data-import/model'
import type { Sonarqube } from '../client/open-sonarqube.js'
import type { SonarqubeContext } from '../database.js'
import { isFullLookDue } from '../project/full-look.js'
import { analysisMark } from '../project/listed-project.js'
import { walkedProjects } from '../project/walked-projects.js'
import type { SonarqubeResource } from '../resource.js'
import { type KnownMetrics, knownMetrics } from './known-metrics.js'
import { readMeasureState } from './measure-state.js'
import { importMeasures } from './walk-analyses.js'

/** Imports the measures of each analysis: the whole history once, then those of new analyses. */
export const qualityMeasure: SonarqubeResource = {
  name: 'quality-measure',
  dependsOn: ['quality-project'],
  tables: [qualityMeasureTable],
  import: importAllMeasures,
}

async function importAllMeasures(context: SonarqubeContext, sonarqube: Sonarqube): Promise<void> {
  const projects = await walkedProjects(context, sonarqube)
  const holder: { metrics: Promise<KnownMetrics> | null } = { metrics: null }
  const metrics = () => {
    holder.metrics ??= knownMetrics(context, sonarqube).catch((error: unknown) => {
      holder.metrics = null
      throw error
    })
    return holder.metrics
  }
  const isUnchanged = ({ key, state }: PartitionRecord) => {
    const listed = projects.get(key)?.listed
    const known = readMeasureState(state)
    if (!listed || !known || known.key !== listed.key || known.mark !== analysisMark(listed)) return false
    return !isFullLookDue(key, known.fullAt, context.endDate)
  }
  const partitions = [...projects.values()].map(({ externalId, name }) => ({ key: externalId, name }))
  const walk = importMeasures({ context, sonarqube, projects, metrics })
  await context.partitions(partitions, walk, { isUnchanged, unavailableReasonOf })
}
