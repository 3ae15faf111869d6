import { pick } from '@data-import/fake-server'
import type { FakeRepository } from '../repository-handle.js'
import type { Contents } from '../state/contents.js'

/** One kind of change; false where the repository has nothing to change in that way. */
export type Change = (repository: FakeRepository, random: () => number) => Promise<boolean>

/** What a repository is filled with. */
export interface WorkOptions {
  readonly random: () => number
  /** The largest has the cases that take many rows. */
  readonly isLargest: boolean
  /** @param hours before now */
  ago(hours: number): Date
}

/** How rows of a kind are made up. */
export interface MadeUpKind {
  /** Rows in every state, of the last weeks. */
  add(repository: FakeRepository, options: WorkOptions): Promise<void>
  /** Each by its name. */
  readonly changes: Readonly<Record<string, Change>>
}

type RowOf<Kind extends keyof Contents> = Contents[Kind] extends Map<number, infer Row extends object> ? Row : never

/** Changes one row of a kind, of a state if that matters. */
export function withOne<Kind extends keyof Contents>(
  kind: Kind,
  change: (repository: FakeRepository, row: RowOf<Kind>, random: () => number) => Promise<unknown>,
  state?: string,
): Change {
  return async (repository, random) => {
    const truth = await repository.truth()
    const all = [...truth[kind].values()] as RowOf<Kind>[] // the values of the map that `Kind` names
    const rows = all.filter((row) => state === undefined || ('state' in row && row.state === state))
    const [first, ...rest] = rows
    if (first === undefined) return false
    await change(repository, pick(random, [first, ...rest]), random)
    return true
  }
}
