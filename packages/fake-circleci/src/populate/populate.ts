import { createRandom, pick, wholeNumber } from '@data-import/fake-server'
import type { FakeTest } from '../state/records.js'
import type { FakeOrganization } from '../verbs/organization.js'
import type { FakeProject, JobOptions, WorkflowOptions } from '../verbs/project.js'
import { addOddCases } from './odd-cases.js'

const dayMs = 86_400_000

/** How large an organization is made. */
export interface PopulateOptions {
  readonly projects: number
  /** Of each project. Default 8. */
  readonly pipelines?: number
  readonly seed: number
  /** What the made-up past ends at. */
  readonly now: Date
  /** Days that it reaches back. Default 60. */
  readonly days?: number
  /** Whether there are odd cases too. Default true. */
  readonly hasOddCases?: boolean
}

/** Fills an organization with plausible projects, and with the odd cases that were recorded of CircleCI. */
export function populate(organization: FakeOrganization, options: PopulateOptions): void {
  const { projects, pipelines = 8, seed, now, days = 60, hasOddCases = true } = options
  const random = createRandom(seed)
  for (let index = 0; index < projects; index += 1) {
    const project = organization.addProject({ name: `service-${index + 1}` })
    for (let count = pipelines; count > 0; count -= 1) {
      // The newest is an hour old, so that nothing of it is still new.
      const age = ((count - 1) / Math.max(pipelines - 1, 1)) * days * dayMs + 3_600_000
      runPipeline(project, random, new Date(now.getTime() - age))
    }
  }
  if (hasOddCases) addOddCases(organization, now)
}

/** Runs one pipeline as they are made most often. */
export function runPipeline(project: FakeProject, random: () => number, createdAt: Date): void {
  const workflows: WorkflowOptions[] = [
    { status: pick(random, ['success', 'success', 'failed']), jobs: jobsOf(random) },
  ]
  if (random() < 0.3) workflows.push({ name: 'deploy', jobs: [{ name: 'deploy' }] })
  project.run({
    createdAt,
    workflows,
    branch: pick(random, ['main', 'feature/anvils', 'größer-schneller']),
    actor: pick(random, ['ana', 'bo', 'cy']),
    triggerType: pick(random, ['webhook', 'api', 'scheduled_pipeline']),
  })
}

function jobsOf(random: () => number): JobOptions[] {
  return Array.from({ length: wholeNumber(random, 1, 4) }, (_, index) => ({
    status: pick(random, ['success', 'success', 'success', 'failed', 'canceled', 'timedout', 'infrastructure_fail']),
    ...(index === 0 && { tests: madeUpTests(random) }),
  }))
}

/** Tests of a job, of which some have no time that is a number. */
export function madeUpTests(random: () => number): FakeTest[] {
  return Array.from({ length: wholeNumber(random, 0, 6) }, (_, index) => ({
    name: `test-${index}`,
    result: pick(random, ['success', 'success', 'failure', 'skipped', 'error', 'odd']),
    runTime: pick(random, [0.25, 1.5, '0.125', null]),
  }))
}
