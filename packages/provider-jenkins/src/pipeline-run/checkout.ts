import { remoteKeyOf } from '@data-import/model'
import { objectOf, objectsOf, textOf } from '../record/values.js'
import { actionsOf, type Build } from './build.js'

/** One checkout of git in a build. */
export interface Checkout {
  /** Null where the address leads to no other machine. */
  remoteKey: string | null
  sha: string
  ref: string | null
}

/** `lastBuiltRevision` and `remoteUrls` of each action that has them. */
export function checkoutsOf(build: Build): Checkout[] {
  return actionsOf(build).flatMap(({ lastBuiltRevision, remoteUrls }) => {
    const revision = objectOf(lastBuiltRevision)
    const sha = textOf(revision?.SHA1)
    if (!revision || sha === null) return []
    const urls = Array.isArray(remoteUrls) ? remoteUrls.map(textOf) : []
    const remoteKey = urls.map((url) => remoteKeyOf(url)).find((key) => key !== null) ?? null
    const refs = objectsOf(revision.branch).flatMap(({ name }) => refOf(textOf(name)) ?? [])
    return [{ remoteKey, sha, ref: refs[0] ?? null }]
  })
}

/** `main`, of `refs/remotes/origin/main`, `origin/main` or `refs/heads/main`; refs of merge requests stay whole. */
export function refOf(name: string | null): string | null {
  if (name === null || name === 'detached') return null
  const bare = name.replace(/^refs\/remotes\/[^/]+\/|^(?:remotes\/)?origin\/|^refs\/(?:heads|tags)\//, '')
  return bare === '' || bare === 'HEAD' ? null : bare
}
