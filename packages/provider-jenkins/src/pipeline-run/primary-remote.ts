import { remoteKeyOf } from '@data-import/model'
import type { JobItem } from '../listing/item.js'
import type { Checkout } from './checkout.js'

/** The remote that a build is about, if it is known. */
export type PrimaryRemote = { isKnown: true; remoteKey: string | null; isCheckedOut: boolean } | { isKnown: false }

const unknown: PrimaryRemote = { isKnown: false }

/**
 * Which of a build's remotes is the job's own, the others being shared libraries and the like. Jenkins doesn't say it of a
 * build, and the first checkout is often that of a library. In this order: the address in the job's own configuration; the page of
 * its branch or repository; the only remote; the one whose branch has the job's name; the one whose repository has the name
 * of the job or of a folder of it; the only one with changes; the one whose repository's name is part of the job's; the only one that
 * isn't called a library. Else nobody knows.
 *
 * @param changed hashes in the build's change sets
 */
export function primaryRemoteOf(
  checkouts: readonly Checkout[],
  { fullName, remoteUrls, objectUrls }: Pick<JobItem, 'fullName' | 'remoteUrls' | 'objectUrls'>,
  changed: ReadonlySet<string>,
): PrimaryRemote {
  const keys = [...new Set(checkouts.map(({ remoteKey }) => remoteKey))]
  const own = remoteUrls.flatMap((url) => remoteKeyOf(url) ?? [])
  const [first] = own
  if (first !== undefined) {
    const found = own.find((key) => keys.includes(key))
    return { isKnown: true, remoteKey: found ?? first, isCheckedOut: found !== undefined }
  }
  const pages = objectUrls.flatMap((url) => remoteKeyOf(url) ?? [])
  const names = fullName.split('/').map(decoded)
  const rules: ((checkout: Checkout) => boolean)[] = [
    ({ remoteKey }) => pages.some((page) => page === remoteKey || page.startsWith(`${remoteKey}/`)),
    () => true,
    ({ ref }) => ref !== null && ref === names.at(-1),
    ({ remoteKey }) => names.some((name) => name.toLowerCase() === repositoryOf(remoteKey)),
    ({ sha }) => changed.has(sha),
    ({ remoteKey }) => names.some((name) => name.toLowerCase().includes(repositoryOf(remoteKey))),
    ({ remoteKey }) => !/(?:^|[^a-z])lib(?:s|rary|raries)?(?:[^a-z]|$)/.test(repositoryOf(remoteKey)),
  ]
  for (const rule of rules) {
    const fitting = new Set(checkouts.filter(rule).map(({ remoteKey }) => remoteKey))
    const [only] = fitting
    if (fitting.size === 1 && only !== undefined) return { isKnown: true, remoteKey: only, isCheckedOut: true }
  }
  return unknown
}

/** `web` of `github.com/acme/web`. */
function repositoryOf(remoteKey: string | null): string {
  return remoteKey?.split('/').at(-1)?.toLowerCase() ?? '/'
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
