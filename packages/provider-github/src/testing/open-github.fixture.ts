import type { OpenRequest, OutsideSystem } from '@data-import/core/testing'
import { type FakeRepository, startFakeGithub } from '@data-import/fake-github'
import { expectedRows } from './expected-rows.js'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

const tables: Readonly<Record<string, string>> = {
  repository: 'Repository',
  commit: 'Commit',
  pullRequest: 'PullRequest',
  review: 'Review',
  issue: 'Issue',
  pipelineRun: 'PipelineRun',
  job: 'Job',
  deployment: 'Deployment',
  release: 'Release',
}

/** An organisation of the fake GitHub as the conformance kit opens it, with `records` commits and some of everything else. */
export async function openFakeGithub({ records, text }: OpenRequest): Promise<OutsideSystem> {
  const github = await startFakeGithub()
  const acme = github.addOrganization('acme')
  const ago = (days: number) => new Date(Date.now() - days * dayMs)
  const web = records > 0 ? await acme.addRepository({ name: 'web', ...about(text), createdAt: ago(80) }) : undefined
  if (web) await fill(web, records, text, ago)
  let changes = 0
  return {
    env: { GITHUB_API_URL: github.url, GITHUB_ORG: 'acme', GITHUB_TOKEN: acme.token },
    addressKey: 'GITHUB_API_URL',
    async expected() {
      const rows = await expectedRows(acme)
      return Object.fromEntries(
        Object.entries(tables).map(([kind, table]) => [table, Object.keys(rows[kind] ?? {}).length]),
      )
    },
    async change() {
      changes += 1
      await web?.push({ message: `Change ${changes}` })
      await web?.openIssue({ title: `Issue of change ${changes}` })
      await web?.updateIssue(await someIssue(web, 'middle'), { title: `Changed ${changes}` })
      if (changes % 3 === 1) await web?.openPullRequest({ title: `Pull request ${changes}` })
    },
    remove: async () => web?.deleteIssue(await someIssue(web, 'oldest')),
    async addPartition() {
      const archive = await acme.addRepository({ name: 'archive', commits: 5, createdAt: ago(300) })
      await archive.openIssue({ createdAt: ago(200) })
      await archive.openPullRequest({ createdAt: ago(200) })
    },
    close: () => github.close(),
  }
}

function about(text: string | undefined) {
  return text === undefined ? {} : { description: text }
}

async function fill(web: FakeRepository, records: number, text: string | undefined, ago: (days: number) => Date) {
  await web.push({ commits: records, committedAt: ago(40), ...(text !== undefined && { message: withoutNul(text) }) })
  const title = text === undefined ? {} : { title: text, body: text }
  for (let index = 0; index < Math.ceil(records / 4); index++) {
    await web.openIssue({ ...title, createdAt: ago(30 - (index % 20)) })
  }
  for (const day of [30, 20, 10]) {
    const { number } = await web.openPullRequest({ ...title, createdAt: ago(day) })
    await web.reviewPullRequest(number, { submittedAt: ago(day - 1), ...(text !== undefined && { body: text }) })
    const run = await web.startRun({ createdAt: ago(day), ...(text !== undefined && { name: text }) })
    await web.finishRun(run.id, { finishedAt: ago(day - 0.1) })
    const deployment = await web.deploy({ createdAt: ago(day) })
    await web.setDeploymentStatus(deployment.id, { createdAt: ago(day - 0.1) })
    await web.release({ createdAt: ago(day), ...(text !== undefined && { name: text, body: text }) })
  }
}

/** Git ends a commit's message at a NUL. */
function withoutNul(text: string): string {
  return text.replaceAll('\0', '')
}

async function someIssue(web: FakeRepository, which: 'oldest' | 'middle'): Promise<number> {
  const numbers = [...(await web.truth()).issues.values()].map(({ number }) => number).sort((a, b) => a - b)
  return numbers[which === 'oldest' ? 0 : Math.floor(numbers.length / 2)] ?? 0
}
