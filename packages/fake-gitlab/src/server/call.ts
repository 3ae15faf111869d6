import type { ReceivedRequest } from '@data-import/fake-server'
import type { FakeProject } from '../state/project.js'
import type { FakeToken } from '../state/token.js'
import type { World } from '../state/world.js'

/** A request that has been let in. */
export interface Call {
  readonly world: World
  readonly request: ReceivedRequest
  readonly query: URLSearchParams
  readonly parameters: Readonly<Record<string, string>>
  readonly token: FakeToken
}

/** One below `/projects/{id}`. */
export interface ProjectCall extends Call {
  readonly project: FakeProject
}

/** A list that is paged, or anything else. */
export type Reply =
  | { readonly body: unknown }
  | {
      readonly list: readonly unknown[]
      /** Makes the body of an item, where that is worth doing only for the page. */
      readonly bodyAt?: (index: number) => unknown
      /** Commits never send totals. */
      readonly hasTotals?: boolean
      /** By `id`, where keyset paging is asked for. */
      readonly keyset?: { readonly idOf: (index: number) => number }
    }
