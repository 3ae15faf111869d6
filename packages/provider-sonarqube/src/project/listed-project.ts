import { instantOf } from '../client/instant.js'
import { textOf } from '../client/text.js'

/**
 * A project in `projects/search` (which needs Administer System) or in `components/search_projects`, whose date has another
 * name and which gives neither `revision` nor `projectUuid`.
 */
export interface RestProject {
  key?: unknown
  name?: unknown
  visibility?: unknown
  lastAnalysisDate?: unknown
  analysisDate?: unknown
  revision?: unknown
  /** It outlives a change of the key; servers before 10 have none. */
  projectUuid?: unknown
}

/** What a list of projects says of one. */
export interface ListedProject {
  key: string
  uuid: string | null
  name: string | null
  isPrivate: boolean | null
  analysedAt: Date | null
  revision: string | null
}

/** Null for what has no key, which nothing could be asked of. */
export function listedProject(project: RestProject): ListedProject | null {
  const key = textOf(project.key)
  if (key === null) return null
  return {
    key,
    uuid: textOf(project.projectUuid),
    name: textOf(project.name),
    isPrivate: project.visibility === 'private' ? true : project.visibility === 'public' ? false : null,
    analysedAt: instantOf(project.lastAnalysisDate ?? project.analysisDate),
    revision: textOf(project.revision),
  }
}

/** The same until there is another analysis. */
export function analysisMark({ analysedAt }: Pick<ListedProject, 'analysedAt'>): string {
  return analysedAt?.toISOString() ?? ''
}
