import { ConfigurationError, HttpError, TransientError } from '@data-import/core/provider'
import type { HttpSource } from '@data-import/http'
import { type Fields, objectOf, objectsOf } from '../record/values.js'
import { itemsPerPage, listingTree, mostLevels } from './listing-tree.js'

/** Items of a folder, with the levels that each holds. */
export interface FolderAnswer {
  items: Fields[]
  levels: number
}

/** How a folder is asked for. */
export interface FolderQuestion {
  path: string
  /** For messages. */
  fullName: string
  /** Fields of an item that are asked for besides. */
  besides?: string
}

const mostAttempts = 3

/**
 * All items of a folder. Where the answer is too large or takes too long, it is asked for one level at a time.
 * @throws {ConfigurationError} for what is no folder
 */
export async function readFolder(source: HttpSource, question: FolderQuestion): Promise<FolderAnswer> {
  try {
    return { items: await readItems(source, question, mostLevels), levels: mostLevels }
  } catch (error) {
    const isTooMuch = TransientError.isInstance(error) || (HttpError.isInstance(error) && error.status >= 500)
    if (!isTooMuch) throw error
    return { items: await readItems(source, question, 1), levels: 1 }
  }
}

/** In pages that overlap by an item, so that what slips by while the folder changes is noticed: then it is read again. */
async function readItems(source: HttpSource, question: FolderQuestion, levels: number): Promise<Fields[]> {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const items: Fields[] = []
    for (;;) {
      const from = Math.max(items.length - 1, 0)
      const page = await readPage(source, question, levels, from)
      if (items.length > 0 && page[0]?.name !== items.at(-1)?.name) break
      items.push(...page.slice(items.length > 0 ? 1 : 0))
      // More than was asked for: it doesn't know ranges, and has given everything.
      if (page.length !== itemsPerPage) return items
    }
  }
  throw new TransientError(
    `The items of ${question.fullName || 'Jenkins'} changed while they were read, again and again.`,
  )
}

async function readPage(
  source: HttpSource,
  { path, fullName, besides }: FolderQuestion,
  levels: number,
  from: number,
): Promise<Fields[]> {
  const tree = listingTree(levels, from, from + itemsPerPage, besides)
  const { body } = await source.get<unknown>(`${path}/api/json`, { query: { tree }, isOfPart: false })
  const jobs = objectOf(body)?.jobs
  if (Array.isArray(jobs)) return objectsOf(jobs)
  if (objectOf(body)?._class !== undefined && fullName !== '') {
    throw new ConfigurationError(
      `${fullName} is no folder of Jenkins: name folders in JENKINS_FOLDERS, and jobs in JENKINS_INCLUDE.`,
    )
  }
  throw new TransientError(`Jenkins answered without a list of jobs (GET ${path}/api/json).`)
}
