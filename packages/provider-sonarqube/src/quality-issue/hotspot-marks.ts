import { HttpError } from '@data-import/core/provider'
import type { Sonarqube } from '../client/open-sonarqube.js'
import { listIn } from '../client/paged-body.js'
import { textOf } from '../client/text.js'
import type { SonarqubeContext } from '../database.js'

interface MeasuresBody {
  measures?: readonly { component?: unknown; metric?: unknown; value?: unknown }[] | null
}

/** What is measured of hotspots at once: it changes when one is reviewed, and no list of changes has them. */
const hotspotMetrics = ['security_hotspots', 'security_hotspots_reviewed'] as const
const mostProjects = 100
/** Proxies refuse longer addresses. */
const longestKeys = 5_000

/**
 * How many hotspots each project has and how many of them are reviewed, by project key, for a hundred projects at once. Null where the
 * server doesn't say: then the hotspots of each project are read.
 */
export async function hotspotMarks(
  { log }: Pick<SonarqubeContext, 'log'>,
  { source }: Sonarqube,
  projectKeys: readonly string[],
): Promise<ReadonlyMap<string, string> | null> {
  const marks = new Map<string, string>(projectKeys.map((key) => [key, '']))
  try {
    for (const keys of groupsOf(projectKeys)) {
      const query = { projectKeys: keys.join(','), metricKeys: hotspotMetrics.join(',') }
      const { body } = await source.get<MeasuresBody>('/measures/search', { query })
      const measures = listIn(body?.measures, 'measures').map(({ component, metric, value }) => [
        String(component),
        `${textOf(metric)}=${textOf(value)}`,
      ])
      for (const [key = '', measure = ''] of measures.sort()) marks.set(key, `${marks.get(key) ?? ''} ${measure}`)
    }
    return marks
  } catch (error) {
    if (!HttpError.isInstance(error) || error.status >= 500) throw error
    log.warn(`The hotspots of every project are read, as their number can't be asked for at once: ${error.message}`)
    return null
  }
}

function groupsOf(keys: readonly string[]): string[][] {
  const groups: string[][] = []
  let length = 0
  for (const key of keys) {
    const group = groups.at(-1)
    length += encodeURIComponent(key).length + 3
    if (group && group.length < mostProjects && length <= longestKeys) group.push(key)
    else {
      groups.push([key])
      length = encodeURIComponent(key).length
    }
  }
  return groups
}
