import { HttpError, type Json, rowsOf } from '@data-import/core/provider'
import { describeUsage } from '@data-import/http'
import { type ContributorRow, contributorTable } from '@data-import/model'
import { incomplete } from '../client/lists.js'
import type { Circleci } from '../client/open-circleci.js'
import { objectOf } from '../pipeline-run/run-state.js'
import { textOf } from '../record/read.js'
import type { CircleciResource } from '../resource.js'
import { batchesOf } from '../walk/each-project.js'

/** A person: https://circleci.com/docs/api/v2/#operation/getUser */
export interface UserBody {
  id?: string
  login?: string | null
  name?: string | null
}

/** `externalId` ← `id`; `login`; `name`. What CircleCI doesn't say leaves what a pipeline said of the person. */
export function contributorRow(externalId: string, { login, name }: UserBody): ContributorRow {
  return {
    externalId,
    ...(textOf(login) !== null && { login: textOf(login) }),
    ...(textOf(name) !== null && { name: textOf(name) }),
  }
}

const dayMs = 86_400_000
const lookAgainMs = 30 * dayMs
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const batch = 20

/** Imports the names of the people who started workflows: each is asked for once, and again after a month. */
export const contributor: CircleciResource = {
  name: 'contributor',
  dependsOn: ['pipeline-run'],
  importWindowDays: 36_500,
  async run(context, open) {
    const circleci = open(context)
    await context.partitions([{ key: 'people' }], async ({ state, cursor, endDate, checkpoint }) => {
      const asked = new Map(Object.entries({ ...objectOf(state), ...objectOf(cursor) }))
      const now = endDate.getTime()
      const people = await context.stored(contributorTable, ['externalId'])
      const wanted = people.filter(({ externalId }) => uuid.test(externalId) && !isFresh(asked.get(externalId), now))
      for (const some of batchesOf(wanted, batch)) {
        const rows = await Promise.all(
          some.map(async ({ externalId }) => {
            const user = await userOf(circleci, externalId)
            // Who isn't available is asked for again the next day; negative stands for that.
            asked.set(externalId, user === null ? -now : now)
            return user === null ? [] : [contributorRow(externalId, user)]
          }),
        )
        await checkpoint({ rows: [rowsOf(contributorTable, rows.flat())], cursor: Object.fromEntries(asked) as Json })
      }
      const hidden = [...asked.values()].filter((at) => typeof at === 'number' && at < 0).length
      return {
        state: Object.fromEntries(asked) as Json,
        ...(hidden > 0 && { note: `CircleCI doesn't say who ${hidden} of the people are.` }),
      }
    })
    context.log.info(`Asked CircleCI for contributor: ${describeUsage(circleci.source.usage)}.`)
  },
}

/** Not where it lies in the future, as a clock that was ahead has left it. */
export function isFresh(asked: Json | undefined, now: number): boolean {
  if (typeof asked !== 'number') return false
  const ageMs = now - Math.abs(asked)
  return ageMs >= 0 && ageMs < (asked < 0 ? dayMs : lookAgainMs)
}

/** Null for one that CircleCI doesn't know any more, or doesn't show: so it says twice. */
async function userOf({ source }: Circleci, id: string): Promise<UserBody | null> {
  for (const isLast of [false, true]) {
    try {
      const { body } = await source.get<UserBody | null>(`/user/${encodeURIComponent(id)}`, { isOfPart: true })
      if (typeof body !== 'object' || body === null || Array.isArray(body) || textOf(body.id) === null) {
        throw incomplete('no user')
      }
      return body
    } catch (error) {
      const isHidden = HttpError.isInstance(error) && (error.status === 404 || error.status === 403)
      if (!isHidden) throw error
      if (isLast) return null
    }
  }
  return null
}
