import type { CheckFinding } from '@data-import/core/provider'
import type { Sonarqube } from '../client/open-sonarqube.js'
import { itemsPerPage, mostResults, type PagedBody, totalIn } from '../client/paged-body.js'
import type { Listing } from '../project/list-projects.js'

/** What the first import takes, in requests. */
export async function estimate({ source, settings }: Sonarqube, { projects }: Listing): Promise<CheckFinding> {
  const query = { ps: 1, organization: settings.organization ?? undefined }
  const { body } = await source.get<PagedBody>('/issues/search', { query })
  const issues = totalIn(body)
  if (issues === null) {
    return { status: 'warning', message: "SonarQube doesn't say how many issues there are, so the cost is not known." }
  }
  const cost = costOf({ projects: [...projects.values()], issues, since: settings.since })
  const counted = settings.organization !== null && issues >= mostResults ? `at least ${mostResults}` : String(issues)
  const whose = settings.isUnfiltered ? '' : ', those of other projects included'
  return {
    status: 'ok',
    message: `The first import takes between ${cost.least.toLocaleString('en')} and ${cost.most.toLocaleString('en')} requests, by estimate: ${projects.size} projects, ${counted} issues${whose}.`,
  }
}

/** What is known before the first import. */
export interface KnownExtent {
  projects: readonly { analysedAt: Date | null }[]
  issues: number
  since: Date | null
}

/** Two questions for the issues of a project, two or three for its measures, and what long lists need besides. */
export function costOf({ projects, issues, since }: KnownExtent): { least: number; most: number } {
  const measured = projects.filter(({ analysedAt }) => analysedAt && (since === null || analysedAt >= since)).length
  const once = 1 + Math.ceil(projects.length / itemsPerPage) + Math.ceil(projects.length / 100)
  const least = once + 4 * projects.length + measured + Math.max(0, Math.floor(issues / itemsPerPage) - projects.length)
  // Pages overlap by a second, a count proves that all came, and histories may have further pages.
  const most = least + projects.length + 2 * Math.ceil(issues / itemsPerPage) + 2 * measured
  return { least, most }
}
