import { seconds } from '../github-bench.js'
import type { Measurement } from '../measurement.js'
import { changeOrganization } from './changes.js'
import type { MeasuredCommand } from './measured-command.js'
import type { Organization } from './organization.js'
import type { Importer } from './peer.js'
import { countRecords, trueRecords, wrongRecords } from './records.js'
import type { Places } from './with-places.js'

const latencyMs = 100

/** First imports, a pass in which nothing has changed, one after changes, and one after a feature was switched off. */
export async function measureImporter({ organization, empty }: Places): Promise<Measurement[]> {
  const { latency, acme } = organization
  latency.milliseconds = latencyMs
  organization.github.traffic.reset()
  const slow = await (await empty()).pass()
  const atOnce = organization.github.traffic.maximumConcurrent
  latency.milliseconds = 0
  const importer = await empty()
  const first = await measured(organization, importer)
  const slowly = `${seconds(slow.milliseconds)} at ${latencyMs} ms latency, ${atOnce} at once`
  const firstLines = [
    { what: 'first import', measured: `${first}; ${slowly}` },
    { what: 'records after it', measured: await judged(organization, importer) },
  ]
  const unchanged = await measured(organization, importer)
  await changeOrganization(acme)
  const changed = await measured(organization, importer)
  return [
    ...firstLines,
    { what: 'unchanged', measured: unchanged },
    { what: 'after changes', measured: changed },
    { what: 'records after changes', measured: await judged(organization, importer) },
    { what: 'issues switched off in one repository', measured: await withoutIssues(organization, importer) },
  ]
}

async function measured(organization: Organization, importer: Importer): Promise<string> {
  const { traffic } = organization.github
  traffic.reset()
  const taken = await importer.pass()
  const { rest, graphql, points, notModified } = traffic
  const asked = `${rest - notModified} REST (and ${notModified} answers 304) + ${graphql} GraphQL (${points} points)`
  return `${asked}; ${describe(taken)}`
}

function describe({ milliseconds, cpuSeconds, peakMegabytes }: MeasuredCommand): string {
  return `${seconds(milliseconds)}, CPU ${cpuSeconds.toFixed(1)} s, ${peakMegabytes} MB`
}

/** What the tool has, beside what GitHub has. */
async function judged({ acme }: Organization, importer: Importer): Promise<string> {
  const told = await importer.records()
  const { missing, stale, kept, described } = wrongRecords(await trueRecords(acme), told)
  const wrong = missing + stale + kept
  const of = `of ${countRecords(told)} (${[...told.keys()].join(', ')})`
  return wrong === 0 ? `none wrong ${of}` : `${wrong} wrong ${of}: ${described.join(', ')}`
}

/** Whether the others' news still come, where one repository answers 410. */
async function withoutIssues({ acme }: Organization, importer: Importer): Promise<string> {
  const [first, ...others] = acme.repositories()
  first?.setIssues(false)
  const opened = await Promise.all(others.map((repository) => repository.openIssue()))
  const end = await importer.pass().then(
    () => 'completes',
    () => 'ends with an error',
  )
  const told = (await importer.records()).get('issue')
  const arrived = opened.filter(({ id }) => told?.has(String(id))).length
  return `${end}; ${arrived} of ${opened.length} new issues of the others arrived`
}
