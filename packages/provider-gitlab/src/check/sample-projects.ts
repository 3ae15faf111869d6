import { HttpError } from '@data-import/core/provider'
import type { Gitlab } from '../client/gitlab.js'
import { listPages } from '../client/pages.js'
import type { GitlabProject } from '../record/gitlab-project.js'
import { listProjects } from '../repository/list-projects.js'

/** Some of the projects, and how many there are. */
export interface Sample {
  projects: readonly GitlabProject[]
  /** Null above 10,000. */
  total: number | null
  /** Named projects that are not available. */
  refused: readonly string[]
}

/** The first page of the list; of named projects all. */
export async function sampleProjects(gitlab: Gitlab): Promise<Sample> {
  const refused = new Map<string, string>()
  const { owner, isWanted } = gitlab.settings
  const wanted = (page: readonly GitlabProject[]) =>
    page.filter(({ path_with_namespace }) => isWanted(path_with_namespace ?? ''))
  if (owner.kind === 'projects') {
    const projects: GitlabProject[] = []
    for await (const page of listProjects(gitlab, refused, new Map(), { info: () => {} }))
      projects.push(...wanted(page))
    return { projects, total: projects.length, refused: [...refused.keys()] }
  }
  const of =
    owner.kind === 'group' ? `groups/${encodeURIComponent(owner.path)}` : `users/${encodeURIComponent(owner.username)}`
  const query = owner.kind === 'group' ? { include_subgroups: true, with_shared: false } : {}
  try {
    for await (const { items, total } of listPages<GitlabProject>(gitlab, `/${of}/projects`, { query })) {
      return { projects: wanted(items), total, refused: [] }
    }
  } catch (error) {
    if (!HttpError.isInstance(error) || error.status !== 404) throw error
    const path = owner.kind === 'group' ? owner.path : owner.username
    return { projects: [], total: 0, refused: [path] }
  }
  return { projects: [], total: 0, refused: [] }
}
