import { circleciWorkflows } from './circleci-words.js'
import { githubDeployments, githubRuns } from './github-words.js'
import { gitlabDeployments, gitlabPipelines } from './gitlab-words.js'
import { jenkinsBuilds, jenkinsStages } from './jenkins-words.js'
import { done, type Meaning, type Result, type Status, type Vocabulary } from './meaning.js'

const vocabularies = {
  'github/run': githubRuns,
  'github/job': githubRuns,
  'github/deployment': githubDeployments,
  'gitlab/pipeline': gitlabPipelines,
  'gitlab/job': gitlabPipelines,
  'gitlab/deployment': gitlabDeployments,
  'jenkins/build': jenkinsBuilds,
  'jenkins/stage': jenkinsStages,
  'circleci/workflow': circleciWorkflows,
  'circleci/job': circleciWorkflows,
} as const satisfies Readonly<Record<string, Vocabulary>>

/** Whose words they are, and of what kind of record. */
export type StatusVendor = keyof typeof vocabularies

/** A vendor's own words, in any case. */
export interface StatusWords {
  /** Where it stands; with vendors that have one word for both, also how it ended. Null: the vendor doesn't say. */
  status: string | null | undefined
  /** How it ended, where the vendor has a field of its own for that. Default: null. */
  result?: string | null | undefined
}

/** What the words say in all vendors' terms, with the words themselves: columns of runs, jobs and deployments. */
export interface KnownStatus {
  /** Null where the word has no known meaning. */
  status: Status | null
  originalStatus: string | null
  /** Null while it is not done, and where the word has no known meaning. */
  result: Result | null
  /** With vendors that have one word for both, that word once it is a result. */
  originalResult: string | null
  /** Present where the word says that another attempt took its place. */
  isRetried?: true
}

/**
 * What a vendor's words say. Something that waits for a person or a resource has the status WAITING, never a result. A
 * status that isn't known is null, unless there is a result: what has one is done.
 *
 * @example
 * ```ts
 * import { statusOf } from '@data-import/model'
 *
 * statusOf('github/run', { status: 'completed', result: 'timed_out' })
 * // { status: 'DONE', originalStatus: 'completed', result: 'FAILURE', originalResult: 'timed_out' }
 * statusOf('gitlab/job', { status: 'manual' })
 * // { status: 'WAITING', originalStatus: 'manual', result: null, originalResult: null }
 * ```
 */
export function statusOf(vendor: StatusVendor, { status, result }: StatusWords): KnownStatus {
  const vocabulary: Vocabulary = vocabularies[vendor]
  const stated = meaningOf(vocabulary.statuses, status)
  const originals = { originalStatus: status ?? null, originalResult: result ?? null }
  // A result that comes before the end may still change.
  if (stated && stated.status !== 'DONE') return { ...originals, ...stated }
  if (result !== null && result !== undefined) {
    return { ...originals, ...(meaningOf(vocabulary.results ?? vocabulary.statuses, result) ?? done) }
  }
  if (!stated) return { ...originals, status: null, result: null }
  return { ...originals, ...stated, originalResult: stated.result === null ? null : originals.originalStatus }
}

function meaningOf(words: ReadonlyMap<string, Meaning>, word: string | null | undefined): Meaning | undefined {
  return typeof word === 'string' ? words.get(word.toLowerCase()) : undefined
}
