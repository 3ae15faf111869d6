import { describe, expect, it } from 'vitest'
import { allCompleted, statusesOf, useGitlabImports } from './testing/gitlab-imports.fixture.js'

describe('limits', () => {
  const imports = useGitlabImports()
  const web = () => {
    const project = imports.acme().addProject({ path: 'web', commits: 5, committedAt: imports.ago(3) })
    for (let count = 0; count < 6; count++) project.openMergeRequest()
    return project
  }

  it.each([
    ['for all that is asked', { perMinute: 12, isSilent: true }],
    ['for one path, that say how long', { match: /\/closes_issues$/, perMinute: 2 }],
    ['for one path, that say nothing', { match: /\/closes_issues$/, perMinute: 2, isSilent: true }],
  ])('%s, end a pass that may not wait, and the next one goes on', async (_, limit) => {
    web()
    const source = await imports.addSource({ GITLAB_MAXIMUM_WAIT_MINUTES: '0' })
    imports.gitlab().limits.set(limit)
    expect((await imports.pass()).status).not.toBe('completed')
    expect(imports.gitlab().limits.refused).toBeGreaterThan(0)
    imports.gitlab().limits.set()
    imports.later(0.1)
    await imports.completePass()
    await imports.expectTruth(source.id)
  })

  it('that tell the second in which they end are waited for', async () => {
    web()
    const source = await imports.addSource()
    const reset = Math.ceil(imports.now().getTime() / 1_000) + 2
    const headers = { 'ratelimit-reset': String(reset), 'content-type': 'text/plain' }
    imports.gitlab().faults.fail({ match: /closes_issues/, times: 1, status: 429, body: 'Retry later\n', headers })
    await imports.completePass()
    await imports.expectTruth(source.id)
  })
})

describe('what is odd in a project', () => {
  const imports = useGitlabImports()

  it('is imported as it is', async () => {
    const { ago, acme } = imports
    const web = acme().addProject({ path: 'a/b/web', commits: 3, committedAt: ago(3), visibility: 'public' })
    const fork = acme().addProject({ path: 'forks/web', commits: 1, forkedFrom: web.id })
    const lost = acme().addProject({ path: 'forks/lost', commits: 1, forkedFrom: web.id })
    acme().addProject({ path: 'empty' })
    acme().addProject({ path: 'old', commits: 2 }).update({ isArchived: true })
    web.openMergeRequest({ source: fork.truth(), labels: Array.from({ length: 300 }, (_, index) => `label ${index}`) })
    web.openMergeRequest({ source: lost.truth() })
    web.openIssue({ isConfidential: true, labels: ['scope::a, b', '"', 'ü'] })
    web.openIssue({ type: 'INCIDENT', description: null })
    lost.remove()
    const source = await imports.addSource()
    await imports.completePass()
    await imports.expectTruth(source.id)
    const skipped = (await imports.ledger('commit')).filter(({ status }) => status === 'SKIPPED')
    expect(skipped).toMatchObject([{ name: 'acme/empty', reason: 'the repository is empty' }])
  })

  it('such as a default branch that is not there, leaves its commits incomplete and nothing else', async () => {
    const web = imports.acme().addProject({ path: 'web', commits: 3 })
    web.update({ defaultBranch: 'trunk' })
    imports.acme().addProject({ path: 'api', commits: 2 })
    web.openIssue()
    const source = await imports.addSource()
    const { commit, ...others } = statusesOf(await imports.pass())
    expect(commit).toMatch(/^PARTIAL/)
    expect({ ...others, commit: 'COMPLETED' }).toEqual(allCompleted)
    web.update({ defaultBranch: 'main' })
    imports.later()
    await imports.completePass()
    await imports.expectTruth(source.id)
  })

  it('such as a part that was switched off after the list of projects said that it is on, is nothing', async () => {
    const web = imports.acme().addProject({ path: 'web', commits: 3 })
    web.startPipeline()
    await imports.addSource()
    imports.gitlab().faults.onRequest(({ path }) => {
      if (path.endsWith('/pipelines')) web.setFeature('builds', 'disabled')
    })
    const statuses = statusesOf(await imports.pass())
    expect(statuses['pipeline-run']).toBe('COMPLETED')
    expect(await imports.ledger('pipeline-run')).toMatchObject([{ status: 'SKIPPED', reason: 'CI/CD is switched off' }])
  })
})

describe('what moves', () => {
  const imports = useGitlabImports()

  it('such as a project that goes to another group, is marked, and back again when it comes back', async () => {
    const web = imports.acme().addProject({ path: 'web', commits: 3 })
    imports.acme().addProject({ path: 'api', commits: 1 })
    const source = await imports.addSource()
    await imports.completePass()
    web.rename('web', 'elsewhere')
    imports.later()
    expect((await imports.pass()).status).toBe('completed')
    const where = { externalId: String(web.id) }
    expect(await imports.db().repository.findFirst({ where })).toMatchObject({
      fullName: 'elsewhere/web',
      removedAt: expect.any(Date),
    })
    expect(await imports.db().commit.count()).toBe(4)
    web.rename('site', 'acme')
    imports.later()
    await imports.completePass()
    await imports.expectTruth(source.id)
  })

  it('such as a pipeline that is deleted between list and detail, costs its own row and nothing else', async () => {
    const web = imports.acme().addProject({ path: 'web', commits: 3 })
    const [first] = [1, 2, 3].map(() => web.startPipeline({ createdAt: imports.ago(1) }))
    const source = await imports.addSource()
    imports.gitlab().faults.onRequest(({ path }) => {
      if (/\/pipelines\/\d+$/.test(path) && first) web.deletePipeline(first)
    })
    await imports.completePass()
    await imports.expectTruth(source.id)
  })

  it('such as a pipeline that ends long after the one that started it, is seen in the next pass', async () => {
    const web = imports.acme().addProject({ path: 'web', commits: 3 })
    const parent = web.startPipeline({ createdAt: imports.ago(1) })
    const child = web.startPipeline({ parent, createdAt: imports.ago(1) })
    web.finishPipeline(parent, 'success', imports.ago(0.9))
    const source = await imports.addSource()
    await imports.completePass()
    imports.later(2)
    web.finishPipeline(child)
    imports.later(0.01)
    await imports.completePass()
    await imports.expectTruth(source.id)
    expect(await imports.db().pipelineRun.findFirst({ where: { externalId: String(child.id) } })).toMatchObject({
      status: 'DONE',
    })
  })

  it('without any sign, such as a deployment by the API after a quiet time, is seen at the full look', async () => {
    const web = imports.acme().addProject({ path: 'web', commits: 3 })
    web.setDeploymentStatus(web.deploy({ createdAt: imports.ago(30) }), 'success', imports.ago(30))
    const source = await imports.addSource()
    await imports.completePass()
    imports.later(1)
    web.deploy()
    imports.later(25)
    await imports.completePass()
    await imports.expectTruth(source.id)
  })
})

describe('lists of which GitLab gives no page that is far back', () => {
  const imports = useGitlabImports({ maximumOffset: 200 })

  it('are read to their end', async () => {
    const web = imports.acme().addProject({ path: 'web', commits: 530, committedAt: imports.ago(3) })
    for (let index = 0; index < 530; index++) web.openIssue({ createdAt: imports.ago(Math.floor(index / 40)) })
    web.lateMerge({ commits: 4, committedAt: imports.ago(20) })
    // Lists of commits have no such limit, but an instance may have a proxy that does.
    imports.gitlab().faults.fail({ match: /\/repository\/commits\?.*page=[3-9]/, status: 405 })
    const source = await imports.addSource()
    await imports.completePass()
    await imports.expectTruth(source.id)
  })
})

describe('projects by name', () => {
  const imports = useGitlabImports({ externalUrl: 'https://git.acme.example' })

  it('are found by a former path, on the server that was asked, and probed together', async () => {
    const web = imports.acme().addProject({ path: 'web', commits: 3 })
    const names = Array.from({ length: 12 }, (_, index) => `p-${index}`)
    for (const path of names) imports.acme().addProject({ path, commits: 1 })
    const all = ['acme/web', ...names.map((name) => `acme/${name}`)]
    const source = await imports.addSource({ GITLAB_GROUP: '', GITLAB_PROJECTS: all.join('\n') })
    await imports.completePass()
    await imports.expectTruth(source.id, { host: 'git.acme.example' })
    web.rename('site')
    web.push()
    imports.later()
    await imports.completePass()
    await imports.expectTruth(source.id, { host: 'git.acme.example' })
    imports.later(0.2)
    const { traffic } = imports.gitlab()
    traffic.reset()
    await imports.completePass()
    // One that was renamed takes two: its former path, and its id.
    expect(traffic.requests).toBe(all.length + 2)
    expect(traffic.foreignCredentials).toEqual([])
  })
})
