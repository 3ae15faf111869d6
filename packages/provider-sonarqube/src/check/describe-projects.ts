import type { CheckFinding } from '@data-import/core/provider'
import type { Listing } from '../project/list-projects.js'
import type { Settings } from '../settings/settings.js'

/** How many projects are seen, and how. */
export function* describeProjects({ isWhole, projects }: Listing, settings: Settings): Generator<CheckFinding> {
  const count = `${projects.size.toLocaleString('en')} project${projects.size === 1 ? '' : 's'}`
  if (projects.size === 0) {
    const filter = settings.isUnfiltered ? '' : ' with the keys of SONARQUBE_PROJECTS'
    yield { status: 'warning', message: `The token sees no project${filter}: nothing will be imported.` }
  } else if (isWhole) {
    yield { status: 'ok', message: `quality-project: ${count}, all that there are.` }
  } else {
    yield {
      status: 'ok',
      message: `quality-project: ${count} that the token may browse. Without the right to administer it isn't told which others there are, nor the lasting ids: a project whose key is changed counts as another.`,
    }
  }
  const missing = settings.namedKeys.filter((key) => !projects.has(key))
  if (missing.length > 0) {
    yield {
      status: 'warning',
      message: `SONARQUBE_PROJECTS names ${missing.slice(0, 10).join(', ')}, which the token doesn't see.`,
    }
  }
}
