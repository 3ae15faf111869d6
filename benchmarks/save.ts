import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createOrchestrator, postgresLock } from '@data-import/core'
import type { DataSourceScript } from '@data-import/core/provider'
import { type CommitRow, commitTable } from '@data-import/model'
import type { PrismaClient } from '@data-import/reference-database'
import { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type Measurement, sampled } from './measurement.js'

const rowCount = 30_000
const specificationRowCount = 3_000
const pageSize = 2_000
const rounds = 5

/** `save` beside the specification's upserts and beside COPY: same table, same rows, same server. */
export async function benchSave(db: PrismaClient, connectionString: string): Promise<Measurement[]> {
  const source = await db.dataSource.create({ data: { name: 'bench save', organizationId: 'acme', provider: 'BENCH' } })
  const repository = await db.repository.create({
    data: { dataSourceId: source.id, externalId: 'r', provider: 'BENCH', name: 'r', fullName: 'acme/r' },
  })
  const rows = makeRows(rowCount, repository.id)
  const client = new Client({ connectionString })
  await client.connect()
  const rates = { save: [] as number[], again: [] as number[], specification: [] as number[], copy: [] as number[] }
  let rewritten = 0
  try {
    for (let round = 0; round < rounds; round++) {
      await empty(client)
      rates.specification.push(await timed(specificationRowCount, () => upsertOneByOne(db, source.id, rows)))
      await empty(client)
      rates.copy.push(await timed(rowCount, () => copy(client, source.id, rows)))
      await empty(client)
      rates.save.push(await saveInPass(db, connectionString, source.id, rows))
      await rememberVersions(client)
      rates.again.push(await saveInPass(db, connectionString, source.id, rows))
      rewritten += await countRewritten(client)
    }
  } finally {
    await client.end()
  }
  await db.dataSource.delete({ where: { id: source.id } })
  const unit = 'rows/s'
  const ratio = (of: number[], to: number[]) => of.map((rate, round) => rate / (to[round] ?? Number.NaN))
  return [
    sampled({ what: "specification's upserts, batches of 50", samples: rates.specification, unit }),
    sampled({ what: 'COPY through pg-copy-streams', samples: rates.copy, unit }),
    sampled({ what: 'save', samples: rates.save, unit }),
    ...[
      { what: 'save vs specification', samples: ratio(rates.save, rates.specification), atLeast: 25 },
      { what: 'save vs COPY', samples: ratio(rates.save, rates.copy), atLeast: 0.6 },
      { what: 'time to save unchanged rows again vs new ones', samples: ratio(rates.save, rates.again), atMost: 0.5 },
    ].map((one) => sampled({ ...one, unit: '×', digits: 2 })),
    { what: 're-saving unchanged rows', measured: `${rewritten} tuples written`, target: '0', isMet: rewritten === 0 },
  ]
}

function makeRows(count: number, repositoryId: string): CommitRow[] {
  return Array.from({ length: count }, (_, index) => {
    const sha = (index * 2654435761).toString(16).padStart(40, '0')
    return {
      externalId: `${sha}@r`,
      repositoryId,
      sha,
      message: `Change number ${index}\n\nIt says "why", at some length, as a good message does.\n`,
      authorName: 'Ada Acme',
      authorEmail: `ada${index % 50}@acme.example`,
      authorId: `author-${index % 50}`,
      authoredAt: new Date(1_600_000_000_000 + index * 60_000),
      committedAt: new Date(1_600_000_000_000 + index * 60_000),
      linesAdded: index % 100,
      linesRemoved: index % 60,
      filesChanged: index % 7,
      isMerge: index % 10 === 0,
      parentShas: [sha],
    }
  })
}

async function timed(rows: number, work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return (rows / (performance.now() - start)) * 1000
}

async function saveInPass(
  db: PrismaClient,
  connectionString: string,
  id: string,
  rows: readonly CommitRow[],
): Promise<number> {
  let rate = 0
  const script: DataSourceScript = {
    dataSourceName: 'BENCH',
    resource: 'commit',
    dependsOn: [],
    importWindowDays: 1,
    async run(context) {
      rate = await timed(rows.length, async () => {
        for (let at = 0; at < rows.length; at += pageSize)
          await context.save(commitTable, rows.slice(at, at + pageSize))
      })
    },
  }
  const lock = postgresLock({ connectionString })
  const result = await createOrchestrator({ db, providers: [{ scripts: [script] }], lock }).run({ dataSources: [id] })
  if (result.status !== 'completed') throw new Error(`The pass is ${result.status}.`)
  return rate
}

async function upsertOneByOne(db: PrismaClient, dataSourceId: string, rows: readonly CommitRow[]): Promise<void> {
  for (let at = 0; at < specificationRowCount; at += 50) {
    await Promise.all(
      rows.slice(at, at + 50).map(({ parentShas, ...row }) => {
        const { repositoryId, sha, message, linesAdded, linesRemoved, filesChanged } = row
        return db.commit.upsert({
          where: { repositoryId_sha: { repositoryId, sha } },
          create: { ...row, dataSourceId, parentShas: [...parentShas] },
          update: { message, linesAdded, linesRemoved, filesChanged },
        })
      }),
    )
  }
}

async function copy(client: Client, dataSourceId: string, rows: readonly CommitRow[]): Promise<void> {
  const columns = Object.values(commitTable.columns).map(({ column }) => `"${column}"`)
  const fields = Object.keys(commitTable.columns) as (keyof CommitRow)[]
  const line = (row: CommitRow, index: number) =>
    `copied-${index}\t${dataSourceId}\t${fields.map((field) => copyValue(row[field])).join('\t')}\n`
  function* pages() {
    for (let at = 0; at < rows.length; at += pageSize) {
      yield rows
        .slice(at, at + pageSize)
        .map((row, index) => line(row, at + index))
        .join('')
    }
  }
  const sink = client.query(copyFrom(`COPY "data"."Commit" (id, data_source_id, ${columns.join(', ')}) FROM STDIN`))
  await pipeline(Readable.from(pages()), sink)
}

function copyValue(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return `{${value.map((item) => `"${item}"`).join(',')}}`
  return String(value).replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r')
}

async function empty(client: Client): Promise<void> {
  await client.query('TRUNCATE "data"."Commit" CASCADE')
  await client.query('CHECKPOINT')
}

/** Statistics of the server come late; a row's own version can't lie. */
async function rememberVersions(client: Client): Promise<void> {
  await client.query('DROP TABLE IF EXISTS versions')
  await client.query('CREATE TEMP TABLE versions AS SELECT id, ctid AS place, xmin AS version FROM "data"."Commit"')
}

async function countRewritten(client: Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM "data"."Commit" c LEFT JOIN versions v ON v.id = c.id
     WHERE v.place IS DISTINCT FROM c.ctid OR v.version IS DISTINCT FROM c.xmin`,
  )
  return rows[0]?.count ?? Number.NaN
}
