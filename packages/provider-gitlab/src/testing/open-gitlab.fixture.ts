import type { OpenRequest, OutsideSystem } from '@data-import/conformance'
import {
  type FakeMergeRequest,
  type FakePipeline,
  type FakeProjectHandle,
  startFakeGitlab,
} from '@data-import/fake-gitlab'
import { tables } from '../tables.js'
import { expectedRows } from './expected-rows.js'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** A group of the fake GitLab as the conformance kit opens it, with `records` commits and some of everything else. */
export async function openFakeGitlab({ records, text }: OpenRequest): Promise<OutsideSystem> {
  const gitlab = await startFakeGitlab()
  const acme = gitlab.addGroup('acme')
  const ago = (days: number) => new Date(Date.now() - days * dayMs)
  const web =
    records > 0
      ? acme.addProject({
          path: 'web',
          createdAt: ago(80),
          ...(text !== undefined && { description: text }),
        })
      : undefined
  if (web) fill(web, records, text, ago)
  let changes = 0
  const open: FakePipeline[] = []
  const issues = () => [...(web?.truth().issues.values() ?? [])]
  return {
    env: { GITLAB_URL: gitlab.url, GITLAB_GROUP: 'acme', GITLAB_TOKEN: acme.token },
    addressKey: 'GITLAB_URL',
    expected() {
      const rows = expectedRows(acme, { host: new URL(gitlab.url).host })
      const counted = tables.filter(({ model }) => model !== 'contributor')
      return Object.fromEntries(counted.map(({ model, name }) => [name, Object.keys(rows[model] ?? {}).length]))
    },
    change() {
      changes += 1
      if (!web) return
      web.push({ message: `Change ${changes}` })
      const all = issues()
      const middle = all[Math.floor(all.length / 2)]
      web.openIssue({ title: `Issue of change ${changes}` })
      if (middle) web.updateIssue(middle, { title: `Changed ${changes}` })
      if (changes % 3 === 1) web.openMergeRequest({ title: `Merge request ${changes}` })
    },
    remove() {
      const [first] = issues()
      if (first) web?.deleteIssue(first)
    },
    addPartition() {
      const archive = acme.addProject({ path: 'archive', commits: 5, committedAt: ago(290), createdAt: ago(300) })
      archive.openIssue({ createdAt: ago(200) })
      archive.openMergeRequest({ createdAt: ago(200) })
    },
    begin() {
      if (web) open.push(web.startPipeline({ createdAt: ago(2) }))
    },
    finish() {
      for (const pipeline of open.splice(0)) web?.finishPipeline(pipeline)
    },
    addChildren(count) {
      const given = [...(web?.truth().mergeRequests.values() ?? [])][0] as FakeMergeRequest
      for (let index = 0; index < count; index++) web?.comment(given)
    },
    close: () => gitlab.close(),
  }
}

function fill(web: FakeProjectHandle, records: number, text: string | undefined, ago: (days: number) => Date): void {
  const titled = text === undefined ? {} : { title: text, description: text }
  web.push({ commits: records, committedAt: ago(40), ...(text !== undefined && { message: text }) })
  for (let index = 0; index < Math.ceil(records / 4); index++) {
    web.openIssue({ ...titled, createdAt: ago(30 - (index % 20)) })
  }
  for (const day of [30, 20, 10]) {
    const given = web.openMergeRequest({ ...titled, createdAt: ago(day) })
    web.approve(given, 'bo', ago(day - 1))
    web.comment(given, { createdAt: ago(day - 1), ...(text !== undefined && { body: text }) })
    const pipeline = web.startPipeline({ createdAt: ago(day), ...(text !== undefined && { name: text }) })
    web.finishPipeline(pipeline, 'success', ago(day - 0.1))
    const deployment = web.deploy({ createdAt: ago(day), pipeline })
    web.setDeploymentStatus(deployment, 'success', ago(day - 0.1))
    web.release({ createdAt: ago(day), ...(text !== undefined && { name: text, description: text }) })
  }
}
