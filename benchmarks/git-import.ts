import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PrismaClient } from '@data-import/reference-database'
import { importInProcess } from './import-in-process.js'
import { type Measurement, sampled } from './measurement.js'
import { createSyntheticRepository } from './synthetic-repository.js'

const commits = 10_000
const rounds = 5

/** A first import of a whole history, database included, against `git log --numstat` alone on the same repository. */
export async function benchGit(db: PrismaClient, connectionString: string): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'data-import-git-'))
  try {
    const repository = join(folder, 'acme.git')
    await createSyntheticRepository(repository, { commits })
    const ratios: number[] = []
    let beyond = { megabytes: 0, of: '' }
    let last: Comparison = { logMs: 0, importMs: 0, peakMegabytes: 0, ownMegabytes: 0, isEqual: false }
    for (let round = 0; round < rounds; round++) {
      last = await compare(db, connectionString, repository)
      const megabytes = last.peakMegabytes - last.ownMegabytes
      const of = `${last.peakMegabytes} and ${last.ownMegabytes}`
      if (round === 0 || megabytes > beyond.megabytes) beyond = { megabytes, of }
      ratios.push(last.importMs / last.logMs)
    }
    return [
      sampled({
        what: `git import of ${commits} commits vs \`git log --numstat\``,
        samples: ratios,
        unit: '×',
        digits: 2,
        atMost: 0.8,
      }),
      {
        what: 'git import: lines as `git log` counts them',
        measured: last.isEqual ? 'equal' : 'different',
        target: 'equal',
        isMet: last.isEqual,
      },
      {
        what: 'git import: peak memory beyond that of a pass which finds nothing new',
        measured: `${beyond.megabytes} MB (${beyond.of})`,
        target: '≤ 150 MB',
        isMet: beyond.megabytes <= 150,
      },
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Comparison {
  logMs: number
  importMs: number
  peakMegabytes: number
  /** Of a process that finds nothing new: what the host itself takes. */
  ownMegabytes: number
  isEqual: boolean
}

async function compare(db: PrismaClient, connectionString: string, repository: string): Promise<Comparison> {
  const logStart = performance.now()
  const log = await sumOfLog(repository)
  const logMs = performance.now() - logStart

  const source = await db.dataSource.create({
    data: {
      name: 'bench git',
      organizationId: 'acme',
      provider: 'GIT',
      configs: { create: { key: 'GIT_PATH', value: repository } },
    },
  })
  const imported = await importInProcess(connectionString, source.id)
  if (imported.status !== 'completed') throw new Error(`The import ended ${imported.status}: ${imported.error}`)
  const again = await importInProcess(connectionString, source.id)
  if (again.status !== 'completed') throw new Error(`The second import ended ${again.status}: ${again.error}`)
  const { _sum: sum } = await db.commit.aggregate({
    where: { dataSourceId: source.id, isMerge: false },
    _sum: { linesAdded: true, linesRemoved: true, filesChanged: true },
  })
  await db.dataSource.delete({ where: { id: source.id } })
  const isEqual = sum.linesAdded === log.added && sum.linesRemoved === log.removed && sum.filesChanged === log.files
  return {
    logMs,
    importMs: imported.milliseconds,
    peakMegabytes: imported.peakMegabytes,
    ownMegabytes: again.peakMegabytes,
    isEqual,
  }
}

async function sumOfLog(repository: string): Promise<{ added: number; removed: number; files: number }> {
  const log = spawn('git', ['-C', repository, 'log', '--numstat', '--no-merges', '--format=', 'HEAD'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const chunks: Buffer[] = []
  log.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  await once(log, 'close')
  const sum = { added: 0, removed: 0, files: 0 }
  for (const line of Buffer.concat(chunks).toString().split('\n')) {
    if (line === '') continue
    const [added, removed] = line.split('\t')
    sum.added += Number(added) || 0
    sum.removed += Number(removed) || 0
    sum.files++
  }
  return sum
}
