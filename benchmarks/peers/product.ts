import { fileURLToPath } from 'node:url'
import { applyMigrations, createClient } from '@data-import/reference-database'
import { measureCommand } from './measured-command.js'
import type { Peer } from './peer.js'
import { type Records, said } from './records.js'

const program = fileURLToPath(new URL('../../packages/cli/dist/bin.js', import.meta.url))

/** Our own command, which imports everything that it knows of, into its tables. */
export const product: Peer = {
  name: 'this product',
  async start({ github, acme, connectionString, limits }) {
    await applyMigrations(connectionString)
    const db = createClient(connectionString)
    const settings = { GITHUB_API_URL: github.url, GITHUB_ORG: 'acme', GITHUB_TOKEN: acme.token }
    const configs = { create: Object.entries(settings).map(([key, value]) => ({ key, value })) }
    const data = { name: 'acme', organizationId: 'acme', provider: 'GITHUB', configs }
    const { id } = await db.dataSource.create({ data })
    await db.$disconnect()
    return {
      // With 1 it ends where something is not complete, such as a repository that is gone since.
      pass: () =>
        measureCommand([process.execPath, program, 'run', '--database-url', connectionString, '--source', id], {
          ...limits,
          codes: [0, 1],
        }),
      records: () => readRecords(connectionString),
    }
  },
}

async function readRecords(connectionString: string): Promise<Records> {
  const db = createClient(connectionString)
  const there = { where: { removedAt: null } }
  const records: Records = new Map([
    [
      'repository',
      new Map((await db.repository.findMany(there)).map((row) => [row.externalId, said.repository(row.fullName)])),
    ],
    [
      'commit',
      new Map((await db.commit.findMany({ where: { unreachableAt: null } })).map(({ sha }) => [sha, said.commit()])),
    ],
    [
      'pull request',
      new Map(
        (await db.pullRequest.findMany(there)).map(({ externalId, title, state, closedAt, mergedAt }) => [
          externalId,
          said.work(title, state, closedAt, mergedAt),
        ]),
      ),
    ],
    [
      'review',
      new Map((await db.review.findMany(there)).map((row) => [row.externalId, said.review(row.originalState)])),
    ],
    [
      'issue',
      new Map(
        (await db.issue.findMany(there)).map(({ externalId, title, state, closedAt }) => [
          externalId,
          said.work(title, state, closedAt),
        ]),
      ),
    ],
    [
      'run',
      new Map(
        (await db.pipelineRun.findMany()).map((row) => [
          row.externalId,
          said.run(row.originalStatus, row.originalResult, row.attempt),
        ]),
      ),
    ],
    [
      'job',
      new Map(
        (await db.job.findMany()).map((row) => [row.externalId, said.job(row.originalStatus, row.originalResult)]),
      ),
    ],
  ])
  await db.$disconnect()
  return records
}
