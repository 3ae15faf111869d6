import type { FakeOrganization } from '../verbs/organization.js'

const dayMs = 86_400_000

/** What was recorded of CircleCI, and what its documentation allows, in projects of their own. */
export function addOddCases(organization: FakeOrganization, now: Date): void {
  const ago = (days: number) => new Date(now.getTime() - days * dayMs)
  organization.addProject({ name: 'never-built' })
  const odd = organization.addProject({ name: 'odd' })
  odd.run({ createdAt: ago(40), workflows: [{ createdAt: '', stoppedAt: '' }] })
  odd.run({ createdAt: ago(39), workflows: [{ createdAt: null, stoppedAt: null, startedBy: null }] })
  odd.run({ createdAt: ago(38), workflows: [{ stoppedAt: ago(38.5) }] })
  odd.run({ createdAt: ago(37), workflows: [], state: 'errored' })
  odd.run({ createdAt: ago(36), hasNoVcs: true })
  odd.run({ createdAt: ago(35), sha: null, branch: null, actor: null })
  odd.run({ createdAt: ago(34), tag: 'v1.0.0', triggerType: 'explicit' })
  odd.run({ createdAt: ago(33), fork: 'https://github.com/contributor/odd', branch: 'pull/7' })
  for (const status of ['error', 'unauthorized', 'not_run', 'canceled', 'some-new-word']) {
    odd.run({ createdAt: ago(32), workflows: [{ status, jobs: [{ status }] }] })
  }
  odd.run({
    createdAt: ago(20),
    workflows: [
      {
        status: 'on_hold',
        jobs: [{ name: 'test' }, { type: 'approval' }, { name: 'ship', status: 'blocked' }],
      },
    ],
  })
  odd.run({
    createdAt: ago(3),
    workflows: [{ status: 'failing', jobs: [{ status: 'failed' }, { status: 'running' }] }],
  })
  odd.run({
    createdAt: ago(2),
    workflows: [{ status: 'running', jobs: [{ status: 'queued' }, { status: 'retried' }] }],
  })
  const failed = odd.run({
    createdAt: ago(1),
    workflows: [
      { status: 'failed', jobs: [{ tests: [{ name: 'a', result: 'success', runTime: 2 }] }, { status: 'failed' }] },
    ],
  })
  odd.rerun(failed, { at: ago(0.5), isFromFailed: true })
  const app = organization.addProject({ name: 'app', kind: 'app', repositoryUrl: 'https://gitlab.com/acme/tools/app' })
  const shipped = app.run({ createdAt: ago(10), workflows: [{ name: 'deploy', jobs: [{ name: 'deploy' }] }] })
  app.run({ createdAt: ago(9), tag: 'v2.0.0' })
  const again = app.run({ createdAt: ago(5), workflows: [{ name: 'deploy', jobs: [{ name: 'deploy' }] }] })
  for (const [pipeline, version] of [
    [shipped, '1.0'],
    [again, '1.1'],
  ] as const) {
    const [workflow] = pipeline.workflows
    const [job] = workflow?.jobs ?? []
    if (!workflow || !job) continue
    const at = new Date(pipeline.createdAt.getTime() + 240_000)
    organization.deploy({
      component: 'app',
      environment: 'production',
      version,
      project: app,
      pipeline,
      workflow,
      job,
      at,
    })
  }
}
