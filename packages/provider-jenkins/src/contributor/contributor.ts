import { changesOf, type ExecutionContext, type PartitionContext, TransientError } from '@data-import/core/provider'
import { describeUsage, type HttpSource } from '@data-import/http'
import { type ContributorRow, contributorTable } from '@data-import/model'
import { openJenkins } from '../client/open-jenkins.js'
import { objectOf } from '../record/values.js'
import { type JenkinsResource, wholeHistoryDays } from '../resource.js'
import { userFields } from './user-fields.js'

/** Imports names and e-mail addresses of the people who started builds. The people themselves come with these. */
export const contributor: JenkinsResource = {
  name: 'contributor',
  tables: [contributorTable],
  script: {
    dataSourceName: 'JENKINS',
    resource: 'contributor',
    dependsOn: ['pipeline-run'],
    importWindowDays: wholeHistoryDays,
    async run(context) {
      const { source } = openJenkins(context)
      try {
        await context.partitions([{ key: 'users', name: 'users' }], (partition) =>
          walkUsers(context, source, partition),
        )
      } finally {
        context.log.info(`Asked Jenkins for contributor: ${describeUsage(source.usage)}.`)
      }
    },
  },
}

/** Whom an earlier walk has asked for, and since when. */
interface UserState {
  since: string
  asked: string[]
}

/** Everybody is asked for again after this, for people change their address. */
const askedAgainAfterMs = 30 * 86_400_000
const usersPerCheckpoint = 20
/** Names of so many fit into a state. */
const mostAsked = 10_000

async function walkUsers(context: ExecutionContext, source: HttpSource, partition: PartitionContext) {
  const people = await context.stored(contributorTable, ['externalId'])
  const before = readState(partition.cursor) ?? readState(partition.state)
  const known = before !== null && isFresh(before.since, context.endDate) ? before : null
  const since = known?.since ?? context.endDate.toISOString()
  const asked = new Set(known?.asked)
  const left = people.filter(({ externalId }) => !asked.has(externalId))
  const state = () => ({ since, asked: [...asked].slice(-mostAsked) })
  for (let from = 0; from < left.length; from += usersPerCheckpoint) {
    const some = left.slice(from, from + usersPerCheckpoint)
    const rows = (await Promise.all(some.map(({ externalId }) => readUser(source, externalId)))).flat()
    for (const { externalId } of some) asked.add(externalId)
    await partition.checkpoint({ rows: [changesOf(contributorTable, rows)], cursor: state() })
  }
  return { state: state() }
}

/** Not where it lies in the future, as a clock that was ahead has left it. */
export function isFresh(since: string, now: Date): boolean {
  const ageMs = now.getTime() - Date.parse(since)
  return ageMs >= 0 && ageMs < askedAgainAfterMs
}

/** Nothing for who is no user of this Jenkins any more, or never was. */
async function readUser(source: HttpSource, id: string): Promise<ContributorRow[]> {
  if (/^\.{1,2}$/.test(id)) return []
  const path = `/user/${encodeURIComponent(id)}/api/json`
  const query = { tree: 'id,fullName,property[address]' }
  const answer = await source.get<unknown>(path, { query, absentOn: [404], isOfPart: true })
  if (!answer) return []
  const fields = objectOf(answer.body)
  if (!fields || (fields.id === undefined && fields.fullName === undefined)) {
    throw new TransientError(`Jenkins answered without a user (GET ${path}).`)
  }
  return [{ externalId: id, ...userFields(fields) }]
}

function readState(given: unknown): UserState | null {
  const state = given as Partial<UserState> | null
  return typeof state?.since === 'string' && Array.isArray(state.asked)
    ? { since: state.since, asked: state.asked }
    : null
}
