import type { RunLog } from '@data-import/core/provider'
import type { Github } from '../client/github.js'
import { askFirstPages } from './ask-first-pages.js'
import type { Connection } from './changed-pages.js'
import { packFirstPages, type SmallList } from './pack-first-pages.js'
import type { WalkedRepository } from './repository-walk.js'
import type { WalkHead } from './resource-state.js'

/** A repository whose list is about to be read from its start. */
export interface BegunRepository {
  repository: WalkedRepository
  head: WalkHead
  /** Whether it was never walked to the end. */
  isFirst: boolean
}

/** How the first pages of small lists are asked for: several repositories in one query. */
export interface FirstPagesQuery {
  /** Takes `$ids` of repositories and `$first`, and gives `nodes`. */
  query: string
  /** Items that one query may ask for in all: as many as a page of one repository has, for it is as heavy. */
  itemsPerQuery: number
  /** How many items the lists have, by key; one that is left out is asked for alone. */
  countsOf(
    github: Github,
    begun: readonly BegunRepository[],
  ): ReadonlyMap<string, number> | Promise<ReadonlyMap<string, number>>
  /** The list in the answer; undefined where it isn't the one that is to be read. */
  connectionOf(node: object, repository: WalkedRepository): Connection<unknown> | undefined
  /** Besides `$ids` and `$first`. */
  variablesOf?(head: WalkHead): Record<string, unknown>
}

/** The first pages of one run. */
export interface FirstPages {
  /** Keys of the repositories whose first pages come together, in the order in which to walk them: a page waits for its walk. */
  readonly keys: readonly string[]
  /** The first page of a repository's list; null where it has to be asked for alone. Each is given once. */
  take(key: string, head: WalkHead): Promise<Connection<unknown> | null>
}

export const noFirstPages: FirstPages = { keys: [], take: async () => null }

/** Sorts out which lists are small enough, and asks for each pack of them when the first of its repositories is walked. */
export async function createFirstPages(
  github: Github,
  query: FirstPagesQuery,
  begun: readonly BegunRepository[],
  log: Pick<RunLog, 'info'>,
): Promise<FirstPages> {
  const counts = await query.countsOf(github, begun)
  const lists = begun.flatMap((one): SmallList<BegunRepository>[] => {
    const count = counts.get(one.repository.key)
    return count === undefined || count === 0 ? [] : [{ of: one, count }]
  })
  const packs = packFirstPages(lists, query.itemsPerQuery)
  const waiting = new Map(packs.flatMap((pack) => pack.of.map((one) => [one.repository.key, { pack, one }] as const)))
  const asked = new Map<object, Promise<Map<string, Connection<unknown>>>>()
  return {
    keys: [...waiting.keys()],
    async take(key, head) {
      const found = waiting.get(key)
      if (!found) return null
      waiting.delete(key)
      const { pack, one } = found
      const pages = asked.get(pack) ?? askFirstPages(github, query, pack, log)
      asked.set(pack, pages)
      const page = (await pages).get(key) ?? null
      ;(await pages).delete(key)
      // Asked with another start it would be another list.
      return one.head.since === head.since ? page : null
    },
  }
}
