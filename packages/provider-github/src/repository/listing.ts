import type { PartitionDescription } from '@data-import/core/provider'
import type { Settings } from '../settings.js'
import type { ListPage, SeenRepository } from './seen-repository.js'

/** The owner's list, as it comes. */
export interface Listing {
  /** Partitions of the wanted repositories; pages are asked for as they are taken. */
  partitions(): AsyncGenerator<PartitionDescription>
  /** Wanted or not, by key. */
  seen: ReadonlyMap<string, SeenRepository>
  /** Whether the list was read to its end and had as many repositories as GitHub says: else none counts as missing. */
  isWhole(): boolean
}

export function createListing(pages: AsyncIterable<ListPage>, { isWanted }: Pick<Settings, 'isWanted'>): Listing {
  const seen = new Map<string, SeenRepository>()
  let isWhole = false
  return {
    async *partitions() {
      let total: number | null = null
      for await (const page of pages) {
        total = page.total
        for (const repository of page.repositories) {
          seen.set(repository.key, repository)
          if (isWanted(repository.name)) yield { key: repository.key, name: repository.state.fullName }
        }
      }
      isWhole = total === null || seen.size >= total
    },
    seen,
    isWhole: () => isWhole,
  }
}
