import { type DataSourceScript, rowsOf, unavailableReasonOf, type WalkEnd } from '@data-import/core/provider'
import { describeUsage } from '@data-import/http'
import { type ContributorRow, contributorTable } from '@data-import/model'
import { type Gitlab, openGitlab } from '../client/gitlab.js'
import { listPages } from '../client/pages.js'
import type { GitlabDatabase } from '../database.js'
import { accountOf, type GitlabUser } from '../people/account.js'
import { projectScript } from '../walk/each-project.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import type { ProjectWalk } from '../walk/project-walk.js'

const ofProjects = projectScript<string | null, never>({
  resource: 'contributor',
  dependsOn: ['repository'],
  importWindowDays: wholeHistoryDays,
  markOf: ({ activity }) => activity,
  walk: importProjectMembers,
})

/**
 * Imports the members: of a group in one list, else of each project. Whoever else wrote something is met with what they wrote. Only
 * an administrator's token sees all e-mail addresses.
 */
export const contributor: DataSourceScript<GitlabDatabase> = {
  ...ofProjects,
  async run(context) {
    const gitlab = openGitlab(context)
    const { owner } = gitlab.settings
    if (owner.kind !== 'group') return ofProjects.run(context)
    await context.partitions([{ key: 'members', name: owner.path }], async ({ cursor, checkpoint, postpone }) => {
      const path = `/groups/${encodeURIComponent(owner.path)}/members/all`
      const from = typeof cursor === 'string' ? cursor : null
      const save = async (rows: readonly ContributorRow[], next: string | null) => {
        await checkpoint({ rows: [rowsOf(contributorTable, rows)], cursor: next })
      }
      await importMembers(memberPages(gitlab, path, from), save, postpone)
    })
    context.log.info(`Asked GitLab for members: ${describeUsage(gitlab.rest.usage)}.`)
  },
}

async function importProjectMembers(walk: ProjectWalk<string | null, never>): Promise<WalkEnd> {
  const path = `${walk.project.path}/members/all`
  const save = async (rows: readonly ContributorRow[], next: string | null) => {
    await walk.checkpoint([rowsOf(contributorTable, rows)], next)
  }
  await importMembers(memberPages(walk.gitlab, path, walk.position), save, walk.postpone)
  return walk.end()
}

/**
 * A token that may read everything else may not be allowed to see members. Then they are not complete, and what depends on them is
 * imported all the same, as nothing but the authors of commits gets better by them.
 */
async function importMembers(
  pages: ReturnType<typeof memberPages>,
  save: (rows: readonly ContributorRow[], next: string | null) => Promise<void>,
  postpone: (reason: string) => never,
): Promise<void> {
  try {
    for await (const { rows, next } of pages) await save(rows, next)
  } catch (error) {
    const reason = unavailableReasonOf(error)
    if (reason === undefined) throw error
    postpone(`The members are not available: ${reason}.`)
  }
}

async function* memberPages(gitlab: Gitlab, path: string, from: string | null) {
  for await (const { items, next } of listPages<GitlabUser>(gitlab, path, { from })) {
    const rows = items.flatMap((item): ContributorRow | [] => accountOf(item)?.row ?? [])
    yield { rows, next }
  }
}
