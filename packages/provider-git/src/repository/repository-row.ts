import { type RepositoryRow, remoteKeyOf } from '@data-import/model'
import type { Head } from '../git/head.js'
import { parseRemoteAddress } from '../git/remote-address.js'
import type { LocalSource, RemoteSource } from '../sources/source.js'

/** What is known of a repository that was read. */
export interface RepositoryReading {
  source: LocalSource | RemoteSource
  head: Head
  /** `remote.origin.url` of a local repository. */
  origin: string | null
  /** The `.mailmap` of the head; undefined where nobody can tell, which leaves what is stored. */
  mailmap: string | null | undefined
  /** The pass that read it; left out in a backfill, which says nothing about now. */
  readAt?: Date
}

/**
 * A repository's row. `externalId` is `path:<folder>` or `url:<address>`; `fullName` the folder, or the address's path;
 * `url` the address without user and password, for a folder that of its remote `origin`, and `remoteKey` its key, null where it
 * leads to no other machine; `headSha` the commit that the
 * contributors and commits of this pass are read up to.
 */
export function repositoryRow({ source, head, origin, mailmap, readAt }: RepositoryReading): RepositoryRow {
  return {
    externalId: source.externalId,
    provider: 'GIT',
    name: source.name,
    fullName: source.kind === 'local' ? source.folder : source.address.fullName,
    url: source.kind === 'local' ? publicUrl(origin) : source.address.url,
    remoteKey: remoteKeyOf(source.kind === 'local' ? origin : source.address.url),
    defaultBranch: head.branch,
    headSha: head.sha,
    ...(mailmap !== undefined && { mailmap }),
    removedAt: null,
    ...(readAt && { lastSyncAt: readAt }),
  }
}

function publicUrl(origin: string | null): string | null {
  if (!origin) return null
  try {
    return parseRemoteAddress(origin.replace(/^(https?:[^?#]*).*$/i, '$1')).url
  } catch {
    // A folder on this machine, or something that is no address.
    return null
  }
}
