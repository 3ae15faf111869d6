import type { OpenRequest, OutsideSystem } from '@data-import/conformance'
import { type FakeProject, startFakeSonarqube } from '@data-import/fake-sonarqube'
import { tables } from '../tables.js'
import { expectedRows } from './expected-rows.js'

const dayMs = 86_400_000
const sameSecond = 7
/** A page holds five hundred issues: so many more make a second one, where a walk can be interrupted. */
const issuesOfSecondPage = 500
const fewRecords = 100

/** A fake SonarQube as the conformance kit opens it, with `records` issues and some of everything else. */
export async function openFakeSonarqube({ records, text }: OpenRequest): Promise<OutsideSystem> {
  const sonarqube = await startFakeSonarqube()
  const ago = (days: number) => new Date(Date.now() - days * dayMs)
  const web =
    records > 0 ? sonarqube.addProject({ key: 'acme:web', ...(text !== undefined && { name: text }) }) : undefined
  if (web) fill(web, records, text, ago)
  let changes = 0
  return {
    env: { SONARQUBE_URL: sonarqube.url, SONARQUBE_TOKEN: sonarqube.token },
    addressKey: 'SONARQUBE_URL',
    expected() {
      const rows = expectedRows(sonarqube)
      const counted = tables.filter(({ model }) => model !== 'contributor')
      return Object.fromEntries(counted.map(({ model, name }) => [name, Object.keys(rows[model] ?? {}).length]))
    },
    change() {
      changes += 1
      const keys = web?.issueKeys() ?? []
      web?.changeIssue(keys[Math.floor(keys.length / 2)] ?? '', { severity: changes % 2 ? 'BLOCKER' : 'MINOR' })
      web?.analyse({ issues: [{ message: `Change ${changes}`, committedAt: ago(20) }] })
    },
    remove() {
      web?.loseIssue(web.issueKeys()[0] ?? '')
      web?.analyse()
    },
    addPartition() {
      const archive = sonarqube.addProject({ key: 'acme:archive' })
      archive.analyse({ date: ago(300), issues: [{}, {}, {}] })
    },
    mostResults: 10_000,
    close: () => sonarqube.close(),
  }
}

function fill(web: FakeProject, records: number, text: string | undefined, ago: (days: number) => Date): void {
  const message = text === undefined ? {} : { message: text, author: text }
  const firstAt = ago(40).getTime()
  web.analyse({
    date: ago(30),
    ...(text !== undefined && { revision: text }),
    hotspots: [{ ...message }, {}],
    issues: Array.from({ length: records > fewRecords ? records + issuesOfSecondPage : records }, (_, index) => ({
      ...message,
      path: `src/File${index % 9}.java`,
      // An analysis gives many issues one date.
      committedAt: new Date(firstAt - Math.floor(index / sameSecond) * 60_000),
    })),
  })
  web.analyse({ date: ago(20), closed: web.issueKeys().slice(0, 1), gate: 'ERROR' })
}
