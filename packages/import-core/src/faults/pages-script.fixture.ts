import { commitTable, repositoryTable } from '@data-import/model'
import type { DataSourceScript } from '../contract/script.js'
import { rowsOf } from '../contract/tables/table-definition.js'

/** An import of known size: `keys` repositories with `pages` pages of `rows` commits each. */
export interface PagesShape {
  keys: number
  pages: number
  rows: number
}

/** The vendor's records are older than a day: a walk over what came since the last one finds nothing. */
export function isNewsOnly(startDate: Date, endDate: Date): boolean {
  return endDate.getTime() - startDate.getTime() < 86_400_000
}

/** Scripts that import it: first the repositories, then the commits page by page, each with a checkpoint. */
export function pagesScripts(
  { keys, pages, rows }: PagesShape,
  onPage: (key: string, page: number, signal: AbortSignal) => unknown = () => undefined,
): DataSourceScript[] {
  const names = Array.from({ length: keys }, (_, index) => `r${index}`)
  const provider = { dataSourceName: 'ACME', importWindowDays: 30 }
  return [
    {
      ...provider,
      resource: 'repository',
      dependsOn: [],
      async run(context) {
        const repositories = names.map((name) => ({ externalId: name, provider: 'ACME', name, fullName: name }))
        await context.save(repositoryTable, repositories)
        context.log.info(`${names.length} repositories`)
      },
    },
    {
      ...provider,
      resource: 'commit',
      dependsOn: ['repository'],
      async run(context) {
        await context.partitions(
          names.map((key) => ({ key })),
          async ({ key, cursor, checkpoint, signal, startDate, endDate }) => {
            if (isNewsOnly(startDate, endDate)) return
            const repositoryId = context.idOf(repositoryTable, key)
            for (let page = Number(cursor ?? 0); page < pages; page++) {
              await onPage(key, page, signal)
              const commits = Array.from({ length: rows }, (_, index) => {
                const sha = `${key}-${page}-${index}`
                return { externalId: sha, sha, repositoryId, message: `page ${page}`, parentShas: [] }
              })
              await checkpoint({ rows: [rowsOf(commitTable, commits)], cursor: page + 1 })
            }
          },
          { concurrency: 2 },
        )
      },
    },
  ]
}
