import type { DataSourceScript } from '@data-import/core/provider'
import { rowsOf } from '@data-import/core/provider'
import { commitTable, repositoryTable } from '@data-import/model'

/** An import of known size: so many repositories with so many pages of five commits each. */
export interface PagesShape {
  keys: number
  pages: number
  /** Whether several workers may walk its partitions. */
  isShared?: boolean
  /** Data sources that have it. Default: 1. */
  sources?: number
}

const rows = 5

/** Imports it page by page, each with a checkpoint. */
export function pagesScripts(
  { keys, pages, isShared = false }: PagesShape,
  onPage: (key: string, page: number, signal: AbortSignal) => unknown = () => undefined,
): DataSourceScript[] {
  const names = Array.from({ length: keys }, (_, index) => `r${index}`)
  return [
    {
      dataSourceName: 'ACME',
      resource: 'commit',
      dependsOn: [],
      importWindowDays: 30,
      ...(isShared && { distribution: 'partitions' as const }),
      async run(context) {
        const repositories = names.map((name) => ({ externalId: name, provider: 'ACME', name, fullName: name }))
        await context.save(repositoryTable, repositories)
        await context.partitions(
          names.map((key) => ({ key })),
          async ({ key, cursor, checkpoint, signal, startDate, endDate }) => {
            // The records are older than a day: what came since the last walk is nothing.
            if (endDate.getTime() - startDate.getTime() < 86_400_000) return
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

interface Db {
  $queryRawUnsafe<T = unknown>(query: string, ...values: unknown[]): PromiseLike<T>
}

/** What is wrong with an import that has come to its end. */
export async function inspectPages(db: Db, { keys, pages, sources = 1 }: PagesShape) {
  const expected = keys * pages * rows * sources
  const [found] = await db.$queryRawUnsafe<{ right: number; all: number; counted: number; stuck: number }[]>(
    `SELECT
       (SELECT count(*)::int FROM data."Commit" c, generate_series(0, $1::int - 1) k, generate_series(0, $2::int - 1) p,
          generate_series(0, $3::int - 1) r WHERE c.sha = format('r%s-%s-%s', k, p, r) AND c.message = format('page %s', p)) AS right,
       (SELECT count(*)::int FROM data."Commit") AS all,
       (SELECT COALESCE(sum(records_imported), 0)::int FROM data."ImportPartition") AS counted,
       (SELECT count(*)::int FROM data."DataSourceRun" WHERE status = 'RUNNING')
         + (SELECT count(*)::int FROM data."ImportPartition" WHERE status <> 'COMPLETE') AS stuck`,
    keys,
    pages,
    rows,
  )
  if (!found) throw new Error('no answer')
  // A page that was saved twice would be counted twice by its partition.
  const doubled = Math.max(0, found.all - expected) + Math.max(0, found.counted - expected)
  return { lost: expected - found.right, doubled, stuck: found.stuck }
}
