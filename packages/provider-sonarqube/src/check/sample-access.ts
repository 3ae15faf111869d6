import { type CheckFinding, HttpError } from '@data-import/core/provider'
import type { Sonarqube } from '../client/open-sonarqube.js'
import type { Listing } from '../project/list-projects.js'

const sampled = 3

const questions = [
  ['quality-measure', '/project_analyses/search', 'project'],
  ['quality-issue', '/hotspots/search', 'projectKey'],
] as const

/** Whether some projects may be browsed: an administrator sees also those that he may not. */
export async function* sampleAccess({ source }: Sonarqube, { projects }: Listing): AsyncGenerator<CheckFinding> {
  const keys = [...projects.keys()].slice(0, sampled)
  for (const [resource, path, parameter] of questions) {
    const refused: string[] = []
    for (const key of keys) {
      try {
        await source.get(path, { query: { [parameter]: key, ps: 1 } })
      } catch (error) {
        if (!HttpError.isInstance(error) || error.unavailableReason === null) throw error
        refused.push(`${key} (${error.status})`)
      }
    }
    const message =
      refused.length === 0
        ? `${resource}: read in ${keys.length} of ${projects.size} projects that were tried.`
        : `${resource}: the token lacks Browse or See Source Code on ${refused.join(', ')}: ${projects.size} projects, of which ${keys.length} were tried. They stay unavailable until it has the right.`
    yield { status: refused.length === 0 ? 'ok' : 'warning', message }
  }
}
