import type { ContributorRow } from '@data-import/model'
import { numberOf, objectsOf, textOf } from '../record/values.js'
import { actionsOf, type Build } from './build.js'

/** What started a build. */
export interface Causes {
  /** Class of the first cause: `hudson.model.Cause$UserIdCause`. */
  trigger: string | null
  /** Who started it. */
  person: ContributorRow | null
  /** The build of another job that started it. */
  upstream: { job: string; number: number } | null
}

/** `trigger` ← `_class` of the first cause; the person ← `userId`, `userName`; the build ← `upstreamProject`, `upstreamBuild`. */
export function causesOf(build: Build): Causes {
  const causes = actionsOf(build).flatMap((action) => objectsOf(action.causes))
  const [person] = causes.flatMap(({ userId, userName }) => {
    const id = textOf(userId)
    // `anonymous` has a name and no id.
    return id === null ? [] : [{ externalId: id, login: id, name: textOf(userName) }]
  })
  const [upstream] = causes.flatMap(({ upstreamProject, upstreamBuild }) => {
    const job = textOf(upstreamProject)
    const number = numberOf(upstreamBuild)
    return job === null || number === null ? [] : [{ job, number }]
  })
  return { trigger: textOf(causes[0]?._class), person: person ?? null, upstream: upstream ?? null }
}
