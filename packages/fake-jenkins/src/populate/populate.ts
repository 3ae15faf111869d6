import { wholeNumber } from '@data-import/fake-server'
import type { FakeJenkins } from '../fake-jenkins.js'
import { madeUpCause, madeUpCheckouts, madeUpResult, madeUpTests, stages } from './made-up-build.js'

/** How much is made up. */
export interface PopulateOptions {
  /** Jobs beside those with odd names. Default 10. */
  readonly jobs?: number
  /** Builds of the job with the most. Default 250. */
  readonly buildsOfLargest?: number
  /** Since when there are builds, in days. Default 60. */
  readonly days?: number
}

const dayMs = 86_400_000

/** Full names of jobs that clients stumble over. */
const oddJobs = [
  'umlauts äöü',
  'Team A/100 % sure',
  'Team A/#1 or ?',
  'org/site/feature%2Fx',
  'org/site/main',
  'org/site/PR-7',
]

/** Makes folders, jobs of every kind with odd names, and builds with everything that a build can have. */
export function populate(jenkins: FakeJenkins, options: PopulateOptions = {}): void {
  const { jobs = 10, buildsOfLargest = 250, days = 60 } = options
  jenkins.addFolder('Team A')
  jenkins.addFolder('Team A/empty')
  jenkins.addFolder('org', { kind: 'organization' })
  jenkins.addFolder('org/site', { kind: 'multibranch', objectUrl: 'https://github.com/acme/site' })
  for (const fullName of oddJobs) {
    const isBranch = fullName.startsWith('org/')
    jenkins.addJob(fullName, {
      scmUrl: isBranch ? 'https://github.com/acme/site.git' : 'git@github.com:Acme/Tools.git',
      objectUrl: isBranch ? 'https://github.com/acme/site/tree/main' : null,
    })
    buildMany(jenkins, fullName, 3, days)
  }
  jenkins.addJob('never built')
  for (let index = 1; index <= jobs; index += 1) {
    const fullName = index % 3 === 0 ? `Team A/service-${index}` : `service-${index}`
    const kind = index % 4 === 0 ? 'freestyle' : 'pipeline'
    jenkins.addJob(fullName, { kind, scmUrl: `https://github.com/acme/service-${index}.git` })
    buildMany(jenkins, fullName, index === 1 ? buildsOfLargest : wholeNumber(jenkins.random, 0, 12), days)
  }
}

function buildMany(jenkins: FakeJenkins, fullName: string, count: number, days: number): void {
  const start = jenkins.now().getTime() - days * dayMs
  for (let index = 0; index < count; index += 1) {
    const at = start + Math.floor(((index + 1) * (days - 1) * dayMs) / (count + 1))
    buildOne(jenkins, fullName, new Date(at))
  }
  // A hole, as when somebody deletes a build.
  if (count > 5) jenkins.discard(fullName, 3)
}

/** Makes up one build that has ended; by default, now. */
export function buildOne(jenkins: FakeJenkins, fullName: string, timestamp?: Date): void {
  const job = jenkins.truth().jobs.get(fullName)
  if (!job) return
  jenkins.build(fullName, {
    ...(timestamp && { timestamp }),
    causes: [madeUpCause(jenkins, job)],
    checkouts: madeUpCheckouts(jenkins, job),
    stages: job.kind === 'pipeline' ? stages.slice(0, wholeNumber(jenkins.random, 0, stages.length)) : [],
    queuedMs: jenkins.random() < 0.5 ? wholeNumber(jenkins.random, 1, 9_000) : null,
    durationMs: wholeNumber(jenkins.random, 1, 900_000),
    result: madeUpResult(jenkins),
    tests: madeUpTests(jenkins),
  })
}
