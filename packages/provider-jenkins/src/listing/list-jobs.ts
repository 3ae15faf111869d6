import { ConfigurationError, HttpError } from '@data-import/core/provider'
import type { Jenkins } from '../client/open-jenkins.js'
import { pathInFolder, pathOfFullName } from '../record/job-path.js'
import { type Fields, objectsOf, textOf } from '../record/values.js'
import { type JobItem, jobItem } from './item.js'
import { itemsPerPage } from './listing-tree.js'
import { readFolder } from './read-folder.js'

/** A folder that was asked for on its own, with the jobs in it and below that came with it. */
export interface ListedFolder {
  /** '' for the root. */
  fullName: string
  jobs: JobItem[]
  /** Why it could not be read. */
  error: unknown
}

/** What a pass has seen of a Jenkins. */
export interface Listing {
  /** Those that are wanted, by full name. */
  jobs: ReadonlyMap<string, JobItem>
  folders: readonly ListedFolder[]
  /** Whether any build was seen to show its tests among its actions, as those of a usual Jenkins do. */
  showsTests: boolean
}

interface Folder {
  fullName: string
  path: string
  /** Page of the repository that it is of. */
  page: string | null
}

/**
 * Lists the jobs of the folders in the settings. A whole Jenkins usually takes one request; folders that are very large or
 * nested deeply are asked for on their own, and one that can't be read keeps its error.
 *
 * @throws {ConfigurationError} where the root can't be read: then nothing can.
 */
export async function listJobs({ source, settings }: Jenkins, besides = ''): Promise<Listing> {
  const roots = settings.folders.length > 0 ? settings.folders : ['']
  let next: Folder[] = roots.map((fullName) => ({ fullName, path: pathOfFullName(fullName), page: null }))
  const folders: ListedFolder[] = []
  const seen = { showsTests: false }
  while (next.length > 0) {
    const found = await Promise.all(
      next.map(async (folder) => {
        const listed: ListedFolder = { fullName: folder.fullName, jobs: [], error: undefined }
        folders.push(listed)
        try {
          const { items, levels } = await readFolder(source, { ...folder, besides })
          return collect(items, folder, levels, listed.jobs, seen)
        } catch (error) {
          if (folder.fullName === '') throw rootError(error)
          if (!isOfFolder(error)) throw error
          listed.error = error
          return []
        }
      }),
    )
    next = found.flat()
  }
  const wanted = folders.flatMap(({ jobs }) => jobs).filter(({ fullName }) => settings.isWanted(fullName))
  return { jobs: new Map(wanted.map((job) => [job.fullName, job])), folders, ...seen }
}

/** Refused credentials are about all folders. */
function isOfFolder(error: unknown): boolean {
  return HttpError.isInstance(error) || !ConfigurationError.isInstance(error) || /JENKINS_FOLDERS/.test(error.message)
}

function rootError(error: unknown): unknown {
  if (!HttpError.isInstance(error) || error.status >= 500) return error
  const hint =
    error.status === 404
      ? 'is JENKINS_URL the address of Jenkins, with its prefix?'
      : 'the user of JENKINS_USER needs the permissions Overall/Read and Job/Read.'
  return new ConfigurationError(`Jenkins can't be read (${error.status}): ${hint}`, { cause: error })
}

const containers = /(?:Folder|MultiBranchProject)$/

/** Puts the jobs of an answer into a list; returns the folders in it that have to be asked for on their own. */
function collect(
  items: readonly Fields[],
  parent: Folder,
  levels: number,
  jobs: JobItem[],
  seen: { showsTests: boolean },
): Folder[] {
  return items.flatMap((fields) => {
    const named = nameOf(fields, parent)
    if (!named) return []
    const inside = Array.isArray(fields.jobs) ? objectsOf(fields.jobs) : null
    if (inside === null && !containers.test(textOf(fields._class) ?? '')) {
      if (!isBuilt(fields)) return []
      if (hasTests(fields)) seen.showsTests = true
      jobs.push(jobItem(fields, named, parent.page))
      return []
    }
    const page = objectsOf(fields.actions).flatMap(({ objectUrl }) => textOf(objectUrl) ?? [])[0] ?? parent.page
    const folder = { ...named, page }
    const isWhole = inside !== null && (levels > 1 ? inside.length < itemsPerPage : inside.length === 0)
    return isWhole ? collect(inside, folder, levels - 1, jobs, seen) : [folder]
  })
}

/** Plugins put other things into folders too; what says its full name says whether it is built. */
function isBuilt(fields: Fields): boolean {
  return fields.fullName === undefined || ['lastBuild', 'color', 'buildable'].some((name) => fields[name] !== undefined)
}

function nameOf(fields: Fields, parent: Folder): { fullName: string; name: string; path: string } | null {
  const name = textOf(fields.name) ?? textOf(fields.fullName)?.split('/').at(-1)
  if (name === undefined) return null
  const path = pathInFolder(parent.path, textOf(fields.url), name)
  const fullName = textOf(fields.fullName) ?? (parent.fullName === '' ? name : `${parent.fullName}/${name}`)
  return path === null ? null : { fullName, name, path }
}

function hasTests({ lastBuild }: Fields): boolean {
  const build = objectsOf([lastBuild])[0]
  return objectsOf(build?.actions).some(
    ({ urlName, totalCount }) => urlName === 'testReport' || totalCount !== undefined,
  )
}
