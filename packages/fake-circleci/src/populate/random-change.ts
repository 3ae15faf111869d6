import { pick, wholeNumber } from '@data-import/fake-server'
import type { FakePipeline, FakeWorkflow } from '../state/records.js'
import type { FakeOrganization } from '../verbs/organization.js'
import { type FakeProject, isEnd } from '../verbs/project.js'
import { madeUpTests, runPipeline } from './populate.js'

interface Place {
  organization: FakeOrganization
  project: FakeProject
  pipeline: FakePipeline
  workflow: FakeWorkflow
  now: Date
}

/** False where there is nothing to change in that way. */
type Change = (place: Place, random: () => number) => boolean

const changes: readonly (readonly [name: string, change: Change])[] = [
  ['run', ({ project, now }, random) => done(runPipeline(project, random, now))],
  [
    'start',
    ({ project, now }) =>
      done(project.run({ createdAt: now, workflows: [{ status: 'running', jobs: [{}, { status: 'running' }] }] })),
  ],
  [
    'hold',
    ({ project, now }) =>
      done(
        project.run({
          createdAt: now,
          workflows: [{ status: 'on_hold', jobs: [{ type: 'approval' }, { status: 'blocked' }] }],
        }),
      ),
  ],
  [
    'finish',
    ({ project, workflow, now }, random) => {
      if (isEnd(workflow.status)) return false
      project.finish(workflow, pick(random, ['success', 'failed', 'canceled']), { at: now, tests: madeUpTests(random) })
      return true
    },
  ],
  [
    'approve',
    ({ project, workflow, now }, random) => {
      if (workflow.status !== 'on_hold') return false
      project.approve(workflow, { at: now, status: pick(random, ['success', 'running']) })
      return true
    },
  ],
  [
    'rerun',
    ({ project, pipeline, workflow, now }, random) => {
      if (
        !isEnd(workflow.status) ||
        pipeline.isExpired ||
        now.getTime() - pipeline.createdAt.getTime() > 25 * 86_400_000
      )
        return false
      return done(
        project.rerun(pipeline, {
          at: now,
          isFromFailed: random() < 0.5,
          status: pick(random, ['success', 'running']),
        }),
      )
    },
  ],
  [
    'deploy',
    ({ organization, project, pipeline, workflow, now }, random) => {
      const job = workflow.jobs.find(({ type, status }) => type === 'build' && status === 'success')
      if (!job) return false
      const version = `1.${wholeNumber(random, 0, 9)}`
      const environment = pick(random, ['production', 'staging'])
      organization.deploy({
        component: project.record.name,
        environment,
        version,
        project,
        pipeline,
        workflow,
        job,
        at: now,
      })
      return true
    },
  ],
  [
    'add a project',
    ({ organization, now }, random) => {
      const project = organization.addProject({ name: `made-up-${wholeNumber(random, 1, 1e9)}` })
      runPipeline(project, random, new Date(now.getTime() - 30 * 86_400_000))
      // What runs is what an organization's list shows.
      return done(runPipeline(project, random, now))
    },
  ],
]

function done(_: unknown): true {
  return true
}

const attempts = 50

/** Makes one change of any kind and says which; the same `random` on the same organization gives the same change. */
export function randomChange(organization: FakeOrganization, random: () => number, now: Date): string {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const [first, ...rest] = organization.projects()
    if (!first) break
    const project = pick(random, [first, ...rest])
    const pipeline = project.record.pipelines[wholeNumber(random, 0, Math.max(project.record.pipelines.length - 1, 0))]
    const workflow = pipeline?.workflows.at(-1)
    if (!pipeline || !workflow) continue
    const [name, change] = changes[wholeNumber(random, 0, changes.length - 1)] ?? changes[0] ?? ['', () => false]
    if (change({ organization, project, pipeline, workflow, now }, random))
      return `${name} ${project.slug} #${pipeline.number}`
  }
  const project = organization.addProject({ name: `made-up-${wholeNumber(random, 1, 1e9)}` })
  runPipeline(project, random, now)
  return `added ${project.slug}`
}
