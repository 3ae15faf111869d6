import { pick, wholeNumber } from '@data-import/fake-server'
import type { FakeJenkins } from '../fake-jenkins.js'
import type { FakeCause, FakeCheckout, FakeTests } from '../state/build.js'
import { madeUpSha } from '../state/changes.js'
import type { TrueJob } from '../state/truth.js'

const library = 'https://github.com/acme/build-library.git'
const people = ['ana', 'bo', 'cleo'] as const

/** Names of the stages of pipelines. */
export const stages = ['Checkout', 'Build', 'Test', 'Deploy'] as const

/** A cause of any kind; one by another job only where there is one that has built. */
export function madeUpCause(jenkins: FakeJenkins, job: TrueJob): FakeCause {
  const { random } = jenkins
  const kind = wholeNumber(random, 0, 4)
  if (kind === 0) {
    const userId = pick(random, people)
    return { kind: 'user', userId, userName: `${userId} of acme` }
  }
  if (kind === 1) return { kind: 'user', userId: null, userName: 'anonymous' }
  if (kind === 2) return { kind: 'timer' }
  if (kind === 3) {
    const upstream = [...jenkins.truth().jobs.values()].find(
      ({ builds, fullName }) => builds.length > 0 && fullName !== job.fullName,
    )
    const build = upstream?.builds.at(-1)
    if (upstream && build) return { kind: 'upstream', job: upstream.fullName, number: build.number }
  }
  return { kind: 'scm' }
}

/** Its own repository, and for pipelines sometimes a shared library before it. */
export function madeUpCheckouts({ random }: FakeJenkins, { kind, scmUrl, name }: TrueJob): FakeCheckout[] {
  if (scmUrl === null) return []
  const branch = name.includes('%2F') ? decodeURIComponent(name) : 'refs/remotes/origin/main'
  const own: FakeCheckout = { remoteUrl: scmUrl, sha: madeUpSha(random), branch, changes: [] }
  const changed = { ...own, changes: [madeUpSha(random), own.sha] }
  if (kind === 'freestyle' || random() < 0.5) return [random() < 0.7 ? changed : own]
  return [{ remoteUrl: library, sha: madeUpSha(random), branch: 'main', changes: [] }, changed]
}

export function madeUpTests({ random }: FakeJenkins): FakeTests | null {
  if (random() < 0.5) return null
  return {
    passed: wholeNumber(random, 0, 500),
    failed: wholeNumber(random, 0, 5),
    skipped: wholeNumber(random, 0, 9),
    seconds: wholeNumber(random, 1, 90_000) / 1_000,
  }
}

export function madeUpResult({ random }: FakeJenkins): string {
  return pick(random, ['SUCCESS', 'SUCCESS', 'UNSTABLE', 'FAILURE', 'ABORTED', 'NOT_BUILT'])
}
