import type { TestDatabase } from '@data-import/test-kit'
import type { PagesShape } from './pages-script.fixture.js'

type Db = Pick<TestDatabase['db'], '$queryRawUnsafe'>

/** What is wrong with an import of known size that has come to its end. */
export async function inspectImport(
  db: Db,
  shape: PagesShape,
): Promise<{ lost: number; doubled: number; stuck: number }> {
  const expected = shape.keys * shape.pages * shape.rows
  const [found] = await db.$queryRawUnsafe<{ right: number; all: number; counted: number; stuck: number }[]>(
    `SELECT
       (SELECT count(*)::int FROM data."Commit" c, generate_series(0, $1::int - 1) k, generate_series(0, $2::int - 1) p,
          generate_series(0, $3::int - 1) r WHERE c.sha = format('r%s-%s-%s', k, p, r) AND c.message = format('page %s', p)) AS right,
       (SELECT count(*)::int FROM data."Commit") AS all,
       (SELECT COALESCE(sum(records_imported), 0)::int FROM data."ImportPartition") AS counted,
       (SELECT count(*)::int FROM data."DataSourceRun" WHERE status = 'RUNNING')
         + (SELECT count(*)::int FROM data."ImportPartition" WHERE status <> 'COMPLETE')
         + (SELECT count(*)::int FROM data."ImportLease" WHERE expires_at > clock_timestamp())
         + (SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory'
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS stuck`,
    shape.keys,
    shape.pages,
    shape.rows,
  )
  if (!found) throw new Error('no answer')
  // A page that was saved twice would be counted twice by its partition.
  const doubled = Math.max(0, found.all - expected) + Math.max(0, found.counted - expected)
  return { lost: expected - found.right, doubled, stuck: found.stuck }
}

/** Rows that a cursor says are there and that aren't: a crash must leave none. */
export async function rowsBeforeCursors(db: Db, rows: number): Promise<number> {
  const [found] = await db.$queryRawUnsafe<{ missing: number }[]>(
    `SELECT count(*)::int AS missing FROM data."ImportPartition" p,
       generate_series(0, COALESCE((p.cursor #>> '{}')::int, 0) - 1) page, generate_series(0, $1::int - 1) r
     WHERE NOT EXISTS (SELECT FROM data."Commit" c WHERE c.sha = format('%s-%s-%s', p.key, page, r))`,
    rows,
  )
  return found?.missing ?? Number.NaN
}
