import type { OpenRequest, OutsideSystem } from '@data-import/conformance'
import {
  type FakeOrganization,
  type FakeProject,
  type FakeWorkflow,
  startFakeCircleci,
} from '@data-import/fake-circleci'
import { tables } from '../tables.js'
import { expectedRows } from './expected-rows.js'

const minuteMs = 60_000
const dayMs = 1_440 * minuteMs

/** A CircleCI as the conformance kit opens it: one project with `records` pipelines, most of them older than reruns are looked for. */
export async function openFakeCircleci({ records, text }: OpenRequest): Promise<OutsideSystem> {
  const circleci = await startFakeCircleci()
  const acme = circleci.addOrganization('gh/acme')
  const web = acme.addProject({ name: 'web' })
  const ago = (days: number) => new Date(Date.now() - days * dayMs)
  const name = text ?? 'build'
  const tests = [{ name, result: 'success', runTime: 1 }]
  for (let index = 0; index < records; index += 1) {
    // Some are of one instant, and few have jobs with tests: a request each.
    const createdAt = ago(2 + Math.floor((records - index) / 3) * 0.05)
    const jobs = index % 10 === 0 ? [{ name, tests }] : []
    web.run({ createdAt, branch: name, workflows: [{ name, jobs }] })
  }
  if (records > 0) deployFirst(web, acme)
  const begun: FakeWorkflow[] = []
  let changes = 0
  return {
    env: {
      CIRCLECI_URL: circleci.url,
      CIRCLECI_TOKEN: acme.token,
      CIRCLECI_ORGANIZATION: 'gh/acme',
      CIRCLECI_PROJECTS: 'gh/acme/web',
      // The kit asks for what changed at once, however much there is.
      CIRCLECI_RERUN_REQUESTS: '60',
    },
    addressKey: 'CIRCLECI_URL',
    expected() {
      const rows = expectedRows(acme, circleci.users())
      const counted = tables.filter(({ model }) => model !== 'contributor')
      return Object.fromEntries(counted.map(({ model, name }) => [name, Object.keys(rows[model] ?? {}).length]))
    },
    change() {
      changes += 1
      const recent = web.record.pipelines.at(-1 - (changes % 20))
      if (recent) web.rerun(recent)
      web.run({ workflows: [{ name, jobs: changes % 3 === 0 ? [{ tests }] : [] }] })
    },
    remove() {
      const [oldest] = web.record.pipelines
      if (oldest) web.remove(oldest)
    },
    addPartition() {
      const archive = acme.addProject({ name: 'archive' })
      for (let index = 0; index < 5; index += 1) archive.run({ createdAt: ago(60 + index) })
      // The list of an organization shows only what runs since the last pass.
      archive.run()
    },
    begin() {
      const { workflows } = web.run({
        createdAt: ago(1),
        workflows: [{ status: 'running', jobs: [{ status: 'running' }] }],
      })
      begun.push(...workflows)
    },
    finish() {
      for (const workflow of begun) web.finish(workflow)
    },
    addChildren(count) {
      web.run({ workflows: [{ jobs: Array.from({ length: count }, () => ({})) }] })
    },
    close: () => circleci.close(),
  }
}

function deployFirst(project: FakeProject, acme: FakeOrganization): void {
  const pipeline = project.record.pipelines.find(({ workflows }) => (workflows[0]?.jobs.length ?? 0) > 0)
  const workflow = pipeline?.workflows[0]
  const job = workflow?.jobs[0]
  if (!pipeline || !workflow || !job) return
  acme.deploy({ project, pipeline, workflow, job, component: 'web', environment: 'production', version: '1.0' })
}
