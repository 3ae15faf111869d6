import { type Fields, instantOf, numberOf, objectOf, objectsOf, textOf } from '../record/values.js'

/** A job, as a list of jobs shows it. */
export interface JobItem {
  /** Its identity: Jenkins has no other. */
  fullName: string
  name: string
  /** Below the root of Jenkins. */
  path: string
  /** `org.jenkinsci.plugins.workflow.job.WorkflowJob`; null where it isn't known. */
  className: string | null
  /** Addresses of its own repository, where its kind of job tells them. */
  remoteUrls: readonly string[]
  /** Page of the branch or repository that it is of, as branch sources tell it; also that of the project. */
  objectUrls: readonly string[]
  /** `number@timestamp` of its newest build, `none` without builds; null where the list doesn't say. */
  mark: string | null
  /** Number of its newest build. */
  lastNumber: number | null
  /** Number of its oldest build, where it was asked for. */
  firstNumber: number | null
}

/** Mark of a job without builds. */
export const noBuilds = 'none'

/** What tells builds of one job apart, also of one that was recreated and counts from 1 again. */
export function markOf(number: number, timestamp: Date | null): string {
  return `${number}@${timestamp?.getTime() ?? 0}`
}

/** The row of a list. */
export function jobItem(
  fields: Fields,
  named: { fullName: string; name: string; path: string },
  page: string | null,
): JobItem {
  const last = objectOf(fields.lastBuild)
  const number = numberOf(last?.number)
  const timestamp = instantOf(last?.timestamp)
  const urls = objectsOf(objectOf(fields.scm)?.userRemoteConfigs).flatMap(({ url }) => textOf(url) ?? [])
  const objects = objectsOf(fields.actions).flatMap(({ objectUrl }) => textOf(objectUrl) ?? [])
  return {
    ...named,
    className: textOf(fields._class),
    remoteUrls: urls,
    objectUrls: page === null ? objects : [...objects, page],
    mark: fields.lastBuild === null ? noBuilds : number !== null && timestamp ? markOf(number, timestamp) : null,
    lastNumber: number,
    firstNumber: numberOf(objectOf(fields.firstBuild)?.number),
  }
}
