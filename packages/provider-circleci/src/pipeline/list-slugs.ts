import { newestFirst } from '@data-import/http'
import type { Circleci } from '../client/open-circleci.js'
import { textOf } from '../record/read.js'
import type { CircleciContext } from '../resource.js'
import { shortSlug } from '../settings.js'

interface ListedPipeline {
  id?: string
  project_slug?: string | null
  created_at?: string | null
}

/** An organization's list is of all its projects' pipelines: a first look need not read years of them. */
const mostPages = 250

/** Why the projects of an organization are not complete. */
export const whyCut = `projects without a pipeline among the newest ${mostPages} pages were not found. Name them in CIRCLECI_PROJECTS`

/** The projects of this pass. */
export interface ListedSlugs {
  slugs: string[]
  /** Keys of partitions that say which organizations have more projects than were found: they are not complete. */
  cutLists: string[]
}

const cutListOf = (organization: string) => `projects of ${organization}`

/**
 * Slugs of the projects: those that are set, and of an organization those that were found before or have run a
 * pipeline since. API v2 has no list of projects: https://circleci.com/docs/api/v2/
 */
export async function listSlugs(
  context: Pick<CircleciContext, 'partitionsOf' | 'startDate' | 'log'>,
  { settings, lists }: Circleci,
): Promise<ListedSlugs> {
  const cutLists: string[] = []
  const slugs = new Set(settings.projects)
  const known = settings.organizations.length > 0 ? await context.partitionsOf('pipeline') : []
  for (const organization of settings.organizations) {
    const isOwn = (slug: string) => slug.startsWith(`${organization}/`)
    const before = known.filter(({ key }) => isOwn(key))
    for (const { key } of before) slugs.add(key)
    const since = before.length > 0 ? context.startDate : (settings.since ?? context.startDate)
    const all = (from: string | null) =>
      lists.pages<ListedPipeline>('/pipeline', { query: { 'org-slug': organization }, from })
    const cutList = cutListOf(organization)
    // Whoever names projects of it has been told, and says which others there are.
    const isNamed = settings.projects.some(isOwn)
    if (!isNamed && known.some(({ key, status }) => key === cutList && status !== 'COMPLETE')) cutLists.push(cutList)
    const name = `CircleCI's list of pipelines in ${organization}`
    const recent = newestFirst(all, { timeOf: ({ created_at }) => created_at, since, log: context.log, name })
    let pages = 0
    for await (const { items, next } of recent) {
      for (const item of items) {
        const slug = textOf(item.project_slug)
        if (slug !== null) slugs.add(shortSlug(slug))
      }
      pages += 1
      if (pages < mostPages || next === null) continue
      context.log.warn(`${name} is long: ${whyCut}.`)
      if (!isNamed) cutLists.push(cutList)
      break
    }
  }
  return { slugs: [...slugs], cutLists: [...new Set(cutLists)] }
}
