import { createOrchestrator, postgresLock } from '@data-import/core'
import { type FakeGitlab, type FakeOwner, startFakeGitlab } from '@data-import/fake-gitlab'
import * as gitlab from '@data-import/provider-gitlab'
import type { PrismaClient } from '@data-import/reference-database'
import { commandLinePass } from './command-line-pass.js'
import type { Measurement } from './measurement.js'

/** Projects of the last benchmark: `BENCH_PROJECTS`. Default: 1,000. */
const projects = Number(process.env.BENCH_PROJECTS ?? 1_000)
const dayMs = 86_400_000

/** Requests of imports from GitLab, beside asking for one record at a time. */
export const gitlabBenchmarks = {
  'gitlab-commits': benchmark(benchCommits),
  'gitlab-merge-requests': benchmark(benchMergeRequests),
  'gitlab-passes': benchmark(benchPasses),
  'gitlab-memory': benchmark(benchMemory),
}

interface GitlabBench {
  fake: FakeGitlab
  acme: FakeOwner
  ago(days: number): Date
  later(hours: number): void
  /** Requests of one pass, by route. @throws when it doesn't complete */
  pass(): Promise<{ requests: number; byRoute: ReadonlyMap<string, number>; milliseconds: number }>
  /** One pass of the built command line, a process of its own. */
  passOfCommandLine(): Promise<{ milliseconds: number; peakMegabytes: number }>
}

function benchmark(part: (bench: GitlabBench) => Promise<Measurement[]>) {
  return async (db: PrismaClient, connectionString: string): Promise<Measurement[]> => {
    let aheadMs = 0
    const now = () => new Date(Date.now() + aheadMs)
    const fake = await startFakeGitlab({ now })
    const acme = fake.addGroup('acme')
    const settings = { GITLAB_URL: fake.url, GITLAB_GROUP: 'acme', GITLAB_TOKEN: acme.token }
    const create = Object.entries(settings).map(([key, value]) => ({ key, value }))
    const source = await db.dataSource.create({
      data: { name: 'bench gitlab', organizationId: 'acme', provider: 'GITLAB', configs: { create } },
    })
    const lock = postgresLock({ connectionString })
    try {
      return await part({
        fake,
        acme,
        ago: (days) => new Date(now().getTime() - days * dayMs),
        later: (hours) => {
          aheadMs += hours * 3_600_000
        },
        passOfCommandLine: () => commandLinePass(connectionString, source.id),
        async pass() {
          fake.traffic.reset()
          const startedAt = performance.now()
          const { status } = await createOrchestrator({ db, providers: [gitlab], lock }).run({
            dataSources: [source.id],
          })
          if (status !== 'completed') throw new Error(`The pass ended ${status}.`)
          const milliseconds = performance.now() - startedAt
          return { requests: fake.traffic.requests, byRoute: new Map(fake.traffic.byRoute), milliseconds }
        },
      })
    } finally {
      await fake.close()
      await db.dataSource.delete({ where: { id: source.id } })
    }
  }
}

async function benchCommits({ acme, ago, pass }: GitlabBench): Promise<Measurement[]> {
  acme.addProject({ path: 'web', commits: 1_000, committedAt: ago(5), createdAt: ago(90) })
  const { byRoute } = await pass()
  const count = [...byRoute].reduce((sum, [route, times]) => sum + (route.includes('/repository/') ? times : 0), 0)
  return [
    {
      what: 'GitLab: requests for 1,000 commits with their lines',
      measured: String(count),
      specification: '1,010 one by one',
      target: '≤ 12',
      isMet: count <= 12,
    },
  ]
}

async function benchMergeRequests({ acme, ago, pass }: GitlabBench): Promise<Measurement[]> {
  const web = acme.addProject({ path: 'web', commits: 3, committedAt: ago(60), createdAt: ago(90) })
  for (let index = 0; index < 1_000; index++) {
    const given = web.openMergeRequest({ createdAt: ago(50 - (index % 40)) })
    web.comment(given, { createdAt: ago(5) })
    if (index % 2 === 0) web.approve(given, 'bo', ago(4))
  }
  const { requests, byRoute, milliseconds } = await pass()
  return [
    {
      what: 'GitLab: requests for 1,000 merge requests with lines, commits, comments, approvals (of half) and closed issues',
      measured: `${requests} (${describe(byRoute)}; ${seconds(milliseconds)})`,
      specification: '6,010 one by one',
    },
  ]
}

async function benchPasses({ acme, ago, later, pass }: GitlabBench): Promise<Measurement[]> {
  for (let index = 0; index < projects; index++) {
    const project = acme.addProject({ path: `p-${index}`, commits: 2, committedAt: ago(60), createdAt: ago(90) })
    project.openMergeRequest({ createdAt: ago(50) })
    project.openIssue({ createdAt: ago(50) })
    project.finishPipeline(project.startPipeline({ createdAt: ago(40) }), 'success', ago(39.9))
    project.release({ createdAt: ago(30) })
  }
  const first = await pass()
  later(0.2)
  const quiet = await pass()
  later(0.2)
  for (const project of acme.projects().slice(0, 10)) {
    project.push()
    project.comment([...project.truth().mergeRequests.values()][0] ?? project.openMergeRequest())
  }
  const changed = await pass()
  return [
    {
      what: `GitLab: requests of the first pass over ${projects} small projects`,
      measured: `${first.requests} (${seconds(first.milliseconds)})`,
    },
    {
      what: `GitLab: requests of a pass over ${projects} projects in which nothing has changed`,
      measured: `${quiet.requests} (${describe(quiet.byRoute)}; ${seconds(quiet.milliseconds)})`,
      specification: `${projects * 9} one by one`,
      target: '≤ 30',
      isMet: quiet.requests <= 30,
    },
    {
      what: 'GitLab: the same, with a push and a comment in ten of them',
      measured: `${changed.requests} (${describe(changed.byRoute)}; ${seconds(changed.milliseconds)})`,
      specification: `${projects * 9 + 40} one by one`,
    },
  ]
}

const longHistory = 100_000

/** Memory of an import of a long history; GitLab is another process. */
async function benchMemory({ fake, acme, ago, passOfCommandLine }: GitlabBench): Promise<Measurement[]> {
  acme.addProject({ path: 'web', commits: longHistory, committedAt: ago(5), createdAt: ago(90) })
  fake.traffic.reset()
  const { peakMegabytes, milliseconds } = await passOfCommandLine()
  return [
    {
      what: `data-import run, ${longHistory} commits from GitLab: peak memory (${fake.traffic.requests} requests, ${seconds(milliseconds)})`,
      measured: `${peakMegabytes} MB`,
      target: '≤ 250 MB',
      isMet: peakMegabytes <= 250,
    },
  ]
}

function describe(byRoute: ReadonlyMap<string, number>): string {
  const listed = [...byRoute].sort(([, a], [, b]) => b - a)
  return listed.map(([route, times]) => `${times} × ${route.replace(/^GET /, '')}`).join(', ')
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`
}
