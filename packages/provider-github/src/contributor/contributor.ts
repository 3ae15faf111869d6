import { type Json, type PartitionRecord, rowsOf } from '@data-import/core/provider'
import { contributorTable } from '@data-import/model'
import { githubError } from '../client/github-error.js'
import { unavailableReasonOf } from '../client/refusal.js'
import { describeUsage } from '../client/usage.js'
import { contributorRow } from '../people/contributor-row.js'
import { members } from '../permission.js'
import type { GithubResource } from '../resource.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import { memberPages } from './member-pages.js'

/** Nothing tells whether members have changed, so they are looked at once a day. */
const lookEveryMs = 86_400_000

/**
 * Imports the members of the organisation, or the user. Everybody else is imported by the script that meets them, together
 * with the rows that refer to them: people are in every answer, and asking for them again would cost a request each.
 */
export const contributor: GithubResource = {
  name: 'contributor',
  within: 'owner',
  events: ['member', 'membership', 'organization'],
  tables: [contributorTable],
  permission: members,
  withoutToken: 0,
  script: (open) => ({
    dataSourceName: 'GITHUB',
    resource: 'contributor',
    dependsOn: ['repository'],
    importWindowDays: wholeHistoryDays,
    async run(context) {
      const { steady: github, settings } = await open(context)
      await context.partitions(
        [{ key: settings.owner.toLowerCase(), name: `people of ${settings.owner}` }],
        async ({ checkpoint, unavailable, endDate }) => {
          try {
            for await (const page of memberPages(github, settings)) {
              const rows = page.flatMap((member) => contributorRow(member) ?? [])
              await checkpoint({ rows: [rowsOf(contributorTable, rows)], cursor: null })
            }
          } catch (error) {
            const reason = unavailableReasonOf(error)
            if (reason !== undefined) return unavailable(reason)
            throw githubError(error, `people of ${settings.owner}`)
          }
          return { state: { lookedAt: endDate.toISOString() } }
        },
        { isUnchanged: ({ state }: PartitionRecord) => isRecent(state, context.endDate) },
      )
      context.log.info(`Asked GitHub for contributors: ${describeUsage(github.usage)}.`)
    },
  }),
}

/** Not where it lies in the future, as a clock that was ahead has left it. */
export function isRecent(state: Json, now: Date): boolean {
  const lookedAt = typeof state === 'object' && state !== null && 'lookedAt' in state ? state.lookedAt : undefined
  const ageMs = typeof lookedAt === 'string' ? now.getTime() - Date.parse(lookedAt) : Number.NaN
  return ageMs >= 0 && ageMs < lookEveryMs
}
