import { TransientError } from '@data-import/core/provider'
import { markOf } from '../listing/item.js'
import { countOf, type Fields, instantOf, numberOf, objectsOf } from '../record/values.js'

/** A build as the API shows it, with what tells it from others. */
export interface Build {
  number: number
  /** When it was scheduled. */
  timestamp: Date | null
  /** `number@timestamp`. */
  mark: string
  fields: Fields
}

/** What is asked for of a build. */
export const buildTree =
  'number,id,timestamp,duration,building,result,displayName,fullDisplayName,actions[_class,causes[*],lastBuiltRevision[SHA1,branch[name]],remoteUrls,urlName,totalCount,waitingDurationMillis,blockedDurationMillis,buildableDurationMillis],changeSet[kind,items[commitId]],changeSets[kind,items[commitId]]'

/** @throws {TransientError} for a build without its number: a row by a made-up one would take in all of them. */
export function readBuild(fields: Fields): Build {
  const number = countOf(fields.number) ?? countOf(fields.id)
  if (number === null) {
    throw new TransientError("Jenkins's answer has a build without its number. The next pass asks again.")
  }
  const timestamp = instantOf(fields.timestamp)
  return { number, timestamp, mark: markOf(number, timestamp), fields }
}

/** Whether it runs. Not known where Jenkins doesn't say: then a result says that it has ended. */
export function isRunning({ fields: { building, inProgress, result } }: Build): boolean | null {
  const stated = building ?? inProgress
  if (typeof stated === 'boolean') return stated
  return typeof result === 'string' ? false : null
}

/** A row's external id. A job that was recreated counts from 1 again, so the number alone is none. */
export function runExternalId(fullName: string, mark: string): string {
  return `${fullName}#${mark}`
}

/** The objects among the actions of a build; plugins leave null and `{}` among them. */
export function actionsOf({ fields }: Build): Fields[] {
  return objectsOf(fields.actions)
}

/** Whether a build shows tests among its actions, as the JUnit plugin does. */
export function hasTests(build: Build): boolean {
  return actionsOf(build).some(({ urlName, totalCount }) => urlName === 'testReport' || numberOf(totalCount) !== null)
}
