import { createHash } from 'node:crypto'
import type { DataSourceScript } from '@data-import/core/provider'
import { rowsOf } from '@data-import/core/provider'
import { commitTable, contributorTable, repositoryTable } from '@data-import/model'

const repositories = ['billing', 'shop']
const people = ['ada', 'bo', 'cy']
const pages = 2
const rows = 5

/**
 * Three resources that depend on each other, of a small organization.
 *
 * @param onPage waits for the vendor
 */
export function organizationScripts(onPage: () => Promise<unknown>): DataSourceScript[] {
  const common = { dataSourceName: 'ACME', importWindowDays: 30 }
  return [
    {
      ...{ ...common, resource: 'repository', dependsOn: [] },
      async run(context) {
        await onPage()
        const named = repositories.map((name) => ({
          externalId: name,
          provider: 'ACME',
          name,
          fullName: `acme/${name}`,
        }))
        await context.save(repositoryTable, named)
      },
    },
    {
      ...{ ...common, resource: 'contributor', dependsOn: ['repository'] },
      async run(context) {
        await onPage()
        await context.save(
          contributorTable,
          people.map((name) => ({ externalId: name, provider: 'ACME', login: name, email: `${name}@acme.example` })),
        )
      },
    },
    {
      ...{ ...common, resource: 'commit', dependsOn: ['repository', 'contributor'] },
      async run(context) {
        await context.partitions(
          repositories.map((key) => ({ key })),
          async ({ key, cursor, checkpoint, startDate, endDate }) => {
            // The records are older than a day: what came since the last walk is nothing.
            if (endDate.getTime() - startDate.getTime() < 86_400_000) return
            const repositoryId = context.idOf(repositoryTable, key)
            for (let page = Number(cursor ?? 0); page < pages; page++) {
              await onPage()
              const commits = Array.from({ length: rows }, (_, row) => {
                const sha = createHash('sha1').update(`${key} ${page} ${row}`).digest('hex')
                const authorId = context.idOf(contributorTable, people[row % people.length] ?? '')
                return {
                  externalId: `${key} ${sha}`,
                  sha,
                  repositoryId,
                  authorId,
                  message: `page ${page}`,
                  parentShas: [],
                }
              })
              await checkpoint({ rows: [rowsOf(commitTable, commits)], cursor: page + 1 })
            }
          },
        )
      },
    },
  ]
}

interface Db {
  $queryRawUnsafe<T = unknown>(query: string, ...values: unknown[]): PromiseLike<T>
}

/** How many rows there are, and what they hold, whatever their ids: equal for equal imports. */
export async function digestOrganizations(db: Db): Promise<{ rows: number; digest: string }> {
  const [found] = await db.$queryRawUnsafe<{ rows: number; digest: string }[]>(
    `WITH facts AS (
       SELECT concat_ws('|', 'r', s.name, r.external_id, r.full_name) AS fact FROM data."Repository" r
         JOIN data."DataSource" s ON s.id = r.data_source_id
       UNION ALL SELECT concat_ws('|', 'p', s.name, p.external_id, p.email) FROM data."Contributor" p
         JOIN data."DataSource" s ON s.id = p.data_source_id
       UNION ALL SELECT concat_ws('|', 'c', s.name, c.external_id, c.message, r.external_id, p.external_id) FROM data."Commit" c
         JOIN data."DataSource" s ON s.id = c.data_source_id
         LEFT JOIN data."Repository" r ON r.id = c.repository_id LEFT JOIN data."Contributor" p ON p.id = c.author_id)
     SELECT count(*)::int AS rows, md5(string_agg(fact, E'\\n' ORDER BY fact)) AS digest FROM facts`,
  )
  if (!found) throw new Error('no answer')
  return found
}
