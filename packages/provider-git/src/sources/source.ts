import { hash } from 'node:crypto'
import type { RemoteAddress } from '../git/remote-address.js'

/** One configured repository. */
export type Source = LocalSource | RemoteSource | BrokenSource

interface Named {
  /** Identity of the repository, of its row and of its partitions. */
  externalId: string
  name: string
}

/** A repository on this machine. */
export interface LocalSource extends Named {
  kind: 'local'
  /** Absolute, without symbolic links. */
  folder: string
}

/** A repository that is cloned. */
export interface RemoteSource extends Named {
  kind: 'remote'
  address: RemoteAddress
}

/** An entry of the configuration that names no repository. */
export interface BrokenSource extends Named {
  kind: 'broken'
  problem: Error
}

/** Postgres indexes no text beyond about 2,700 bytes; a longer identity is told apart by a hash. */
const longestIdentity = 1000

/** An external id that an index can hold. */
export function boundedId(id: string): string {
  if (id.length <= longestIdentity) return id
  return `${id.slice(0, longestIdentity)}…${hash('sha256', id, 'hex').slice(0, 32)}`
}
