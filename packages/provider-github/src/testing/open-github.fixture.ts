import type { OpenRequest, OutsideSystem } from '@data-import/conformance'
import { type FakeRepository, startFakeGithub } from '@data-import/fake-github'
import { tables } from '../tables.js'
import { doubles } from './doubles.js'
import { expectedRows } from './expected-rows.js'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** An organisation of the fake GitHub as the conformance kit opens it, with `records` commits and some of everything else. */
export async function openFakeGithub({ records, text }: OpenRequest): Promise<OutsideSystem> {
  const github = await startFakeGithub()
  const acme = github.addOrganization('acme')
  const ago = (days: number) => new Date(Date.now() - days * dayMs)
  const web = records > 0 ? await acme.addRepository({ name: 'web', ...about(text), createdAt: ago(80) }) : undefined
  /** Numbers of its issues, the oldest first: to ask for the truth each time would count the lines of every commit. */
  const issues = web ? await fill(web, records, text, ago) : []
  let changes = 0
  return {
    env: { GITHUB_API_URL: github.url, GITHUB_ORG: 'acme', GITHUB_TOKEN: acme.token },
    addressKey: 'GITHUB_API_URL',
    async expected() {
      const rows = await expectedRows(acme)
      const counted = tables.filter(({ model }) => model !== 'contributor')
      return Object.fromEntries(counted.map(({ model, name }) => [name, Object.keys(rows[model] ?? {}).length]))
    },
    async change() {
      changes += 1
      await web?.push({ message: `Change ${changes}` })
      if (web) issues.push((await web.openIssue({ title: `Issue of change ${changes}` })).number)
      await web?.updateIssue(issues[Math.floor(issues.length / 2)] ?? 0, { title: `Changed ${changes}` })
      if (changes % 3 === 1) await web?.openPullRequest({ title: `Pull request ${changes}` })
    },
    remove: () => web?.deleteIssue(issues.shift() ?? 0),
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

/** @returns the numbers of the issues. */
async function fill(
  web: FakeRepository,
  records: number,
  text: string | undefined,
  ago: (days: number) => Date,
): Promise<number[]> {
  await web.push({ commits: records, committedAt: ago(40), ...(text !== undefined && { message: withoutNul(text) }) })
  const title = text === undefined ? {} : { title: text, body: text }
  const issues: number[] = []
  for (let index = 0; index < Math.ceil(records / 4); index++) {
    const { number } = await web.openIssue({ ...title, createdAt: ago(30 - (index % 20)) })
    issues.push(number)
  }
  for (const day of [30, 20, 10]) {
    const at = (days = 0) => ago(day - days)
    for (const { fill } of doubles) await fill?.(web, { at, text })
  }
  return issues
}

/** Git ends a commit's message at a NUL. */
function withoutNul(text: string): string {
  return text.replaceAll('\0', '')
}
