import { pick, wholeNumber } from '@data-import/fake-server'
import type { FakeJenkins } from '../fake-jenkins.js'
import type { TrueJob } from '../state/truth.js'
import { madeUpCause, madeUpCheckouts, madeUpResult, madeUpTests, stages } from './made-up-build.js'
import { buildOne } from './populate.js'

/** One kind of change; false where it can't be made of this job. */
type Change = (jenkins: FakeJenkins, job: TrueJob) => boolean

const changes: Readonly<Record<string, Change>> = {
  start(jenkins, job) {
    jenkins.start(job.fullName, {
      causes: [madeUpCause(jenkins, job)],
      checkouts: madeUpCheckouts(jenkins, job),
      stages: job.kind === 'pipeline' ? stages.slice(0, wholeNumber(jenkins.random, 1, stages.length)) : [],
    })
    return true
  },
  build(jenkins, job) {
    buildOne(jenkins, job.fullName)
    return true
  },
  finish(jenkins, job) {
    const open = job.builds.filter(({ building }) => building)
    const [first, ...rest] = open
    if (!first) return false
    const { number } = pick(jenkins.random, [first, ...rest])
    jenkins.finish(job.fullName, number, { result: madeUpResult(jenkins), tests: madeUpTests(jenkins) })
    return true
  },
  discard(jenkins, job) {
    const [first, ...rest] = job.builds
    if (!first) return false
    jenkins.discard(job.fullName, pick(jenkins.random, [first, ...rest]).number)
    return true
  },
  recreate(jenkins, job) {
    jenkins.recreate(job.fullName)
    if (jenkins.random() < 0.7) buildOne(jenkins, job.fullName)
    return true
  },
  remove(jenkins, job) {
    jenkins.remove(job.fullName)
    return true
  },
  add(jenkins, job) {
    const name = `made-up-${wholeNumber(jenkins.random, 1, 1e9)}`
    jenkins.addJob(name, { kind: job.kind, scmUrl: `https://github.com/acme/${name}.git` })
    buildOne(jenkins, name)
    return true
  },
}

const names = Object.keys(changes)

/** Makes one change of any kind and says which; the same random numbers on the same server give the same change. */
export function randomChange(jenkins: FakeJenkins): string {
  const { random } = jenkins
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const [first, ...rest] = jenkins.truth().jobs.values()
    if (!first) break
    const job = pick(random, [first, ...rest])
    const name = names[wholeNumber(random, 0, names.length - 1)] ?? 'build'
    if (changes[name]?.(jenkins, job)) return `${name} ${job.fullName}`
  }
  const name = `made-up-${wholeNumber(random, 1, 1e9)}`
  jenkins.addJob(name)
  return `added ${name}`
}
