import { unreadable } from '../git/git-failure.js'
import { gitOutput } from '../git/git-output.js'
import { nowhere } from '../git/head.js'
import { type RepositoryHandle, readFrom, reading } from '../git/repository-handle.js'
import type { RemoteRefs } from './remote-refs.js'

/** Object ids by name: a clone's branches and tags, and `HEAD` with what it names or is. */
export type KeptRefs = ReadonlyMap<string, string>

/**
 * Reads where a clone's branches, tags and HEAD stand.
 * @throws {ConfigurationError} if one of them leads to no object, or can't be read.
 */
export async function readKeptRefs(clone: RepositoryHandle): Promise<KeptRefs> {
  // The type makes git look at each object.
  const format = '--format=%(objectname) %(objecttype) %(refname)'
  const listed = await gitOutput(reading(clone, 'for-each-ref', format, 'refs/heads', 'refs/tags'))
  if (listed.code !== 0 || listed.stderr.trim() !== '') throw unreadable(`read the branches of ${clone.folder}`, listed)
  const kept = new Map<string, string>()
  for (const line of listed.stdout.split('\n')) {
    const [sha, , name] = line.split(' ')
    if (sha && name) kept.set(name, sha)
  }
  return kept.set('HEAD', await readKeptHead(clone))
}

async function readKeptHead(clone: RepositoryHandle): Promise<string> {
  const named = await readFrom(clone, 'symbolic-ref', '--quiet', 'HEAD')
  if (named.code === 0) return named.stdout.trim()
  const detached = await readFrom(clone, 'rev-parse', '--verify', 'HEAD^{commit}')
  if (named.code !== 1 || detached.code !== 0) throw unreadable(`read HEAD of ${clone.folder}`, detached)
  return detached.stdout.trim()
}

/**
 * Names at which a clone is where its server was at none of the given times: the server moves while it is asked, and what
 * a fetch left as it was must not count as current.
 */
export function differences(kept: KeptRefs, lists: readonly RemoteRefs[]): string[] {
  const names = new Set([...kept.keys(), ...lists.flatMap(({ refs }) => [...refs.keys()])])
  return [...names].filter((name) => lists.every((remote) => expected(name, remote) !== kept.get(name)))
}

/** What HEAD of a clone has to be: a name, else a commit, else the name that leads nowhere. */
export function expectedHead({ headRef, headSha }: RemoteRefs): string {
  return headRef ?? headSha ?? nowhere
}

function expected(name: string, remote: RemoteRefs): string | undefined {
  return name === 'HEAD' ? expectedHead(remote) : remote.refs.get(name)
}
