import { HttpError } from '@data-import/core/provider'
import type { Sonarqube } from '../client/open-sonarqube.js'
import { listIn, mostResults, numberedPages, type PagedBody } from '../client/paged-body.js'
import type { SonarqubeContext } from '../database.js'
import { type ListedProject, listedProject, type RestProject } from './listed-project.js'

/** The projects of one pass. */
export interface Listing {
  /** Whether it has every project there is, so that one that isn't in it is gone. */
  isWhole: boolean
  /** Those that are wanted, by key. */
  projects: ReadonlyMap<string, ListedProject>
}

interface ProjectsBody extends PagedBody {
  components?: readonly RestProject[] | null
}

/** Lists them once in a pass, whichever script asks first. */
export function projectsOfPass(context: SonarqubeContext, sonarqube: Sonarqube): Promise<Listing> {
  const holder = context.shared(`projects of ${context.dataSourceId}`, (): { listing: Promise<Listing> | null } => ({
    listing: null,
  }))
  holder.listing ??= listProjects(sonarqube).catch((error: unknown) => {
    // The next script may have more luck.
    holder.listing = null
    throw error
  })
  return holder.listing
}

/** Reads all pages of the best list that the token may read. */
export async function listProjects({ source, settings }: Sonarqube): Promise<Listing> {
  const organization = settings.organization ?? undefined
  const items = (body: ProjectsBody) => listIn(body.components, 'projects')
  const read = async (path: string, query: Record<string, string>, maximumTotal: number) => {
    const projects = new Map<string, ListedProject>()
    const paging = numberedPages(maximumTotal)
    for await (const page of source.pages<RestProject, ProjectsBody>(path, {
      ...{ paging, items },
      query: { organization, ...query },
    })) {
      for (const project of page.items.map(listedProject)) {
        if (project && settings.isWanted(project.key)) projects.set(project.key, project)
      }
    }
    return projects
  }
  try {
    return { isWhole: true, projects: await read('/projects/search', {}, Number.POSITIVE_INFINITY) }
  } catch (error) {
    if (!isOwnRefusal(error)) throw error
    return { isWhole: false, projects: await read('/components/search_projects', { f: 'analysisDate' }, mostResults) }
  }
}

/** SonarQube itself says that the token lacks the right to administer; another 403, as of a proxy, says nothing of that. */
function isOwnRefusal(error: unknown): boolean {
  return HttpError.isInstance(error) && error.status === 403 && /privileges/i.test(error.message)
}
