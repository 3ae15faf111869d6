import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PrismaClient } from '@data-import/reference-database'
import { seconds } from '../github-bench.js'
import type { Measurement } from '../measurement.js'
import { createSyntheticRepository } from '../synthetic-repository.js'
import { npmEnvironment, pythonEnvironment } from './environments.js'
import { readJsonLines } from './json-lines.js'
import { type CommandOptions, type MeasuredCommand, measureCommand } from './measured-command.js'

const commits = 3_000
const versions = { simpleGit: '4.0.2', pydriller: '2.12', perceval: '1.6.1' }
const ownFile = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const program = ownFile('../../packages/cli/dist/bin.js')

interface Sums {
  commits: number
  added: number
  removed: number
}

/** Where a reader works. */
interface Place {
  db: PrismaClient
  connectionString: string
  repository: string
  limits: CommandOptions
}

type Reader = (place: Place) => Promise<{ taken: MeasuredCommand; sums: Sums }>

const readers: Readonly<Record<string, Reader>> = {
  'git log --numstat': readWithGit,
  'this product': readWithProduct,
  [`simple-git ${versions.simpleGit}`]: readWithSimpleGit,
  [`PyDriller ${versions.pydriller}`]: readWithPydriller,
  [`Perceval ${versions.perceval}`]: readWithPerceval,
}

/** Lines of whole histories by several tools, beside git's own: merges with their first parent, renames found. */
export async function benchGitPeers(
  db: PrismaClient,
  connectionString: string,
  histories: readonly string[],
): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'data-import-git-peers-'))
  const limits = { mostSeconds: 240, home: folder }
  try {
    const synthetic = join(folder, `synthetic-${commits}`)
    await createSyntheticRepository(synthetic, { commits })
    const measurements: Measurement[] = []
    for (const repository of [synthetic, ...histories.map((given) => resolve(given))]) {
      const place = { db, connectionString, repository, limits }
      const own = await readWithGit(place)
      for (const [name, read] of Object.entries(readers)) {
        const what = `peers, ${name}: lines of ${basename(repository.replace(/[/]([.]git|repo)$/, ''))}`
        measurements.push({ what, measured: await compared(() => read(place), own.sums) })
      }
    }
    return measurements
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function compared(read: () => ReturnType<Reader>, own: Sums): Promise<string> {
  try {
    const { taken, sums } = await read()
    const isEqual = sums.commits === own.commits && sums.added === own.added && sums.removed === own.removed
    const told = `${sums.commits} commits, ${sums.added} added, ${sums.removed} removed`
    const { milliseconds, cpuSeconds, peakMegabytes } = taken
    const cost = `${seconds(milliseconds)}, CPU ${cpuSeconds.toFixed(1)} s, ${peakMegabytes} MB`
    return `${cost}; ${isEqual ? 'equal to git' : 'different from git'} (${told})`
  } catch (error) {
    return `left out: ${String(error).replaceAll(/\s+/g, ' ').slice(-300)}`
  }
}

async function readWithGit({ repository, limits }: Place) {
  const log = ['git', '-C', repository, 'log', '--numstat', '--diff-merges=first-parent', '-M', '--format=%H']
  const taken = await measureCommand([...log, 'HEAD'], limits)
  const sums = { commits: 0, added: 0, removed: 0 }
  for (const line of taken.output.split('\n')) {
    const [added, removed, path] = line.split('\t')
    if (/^[0-9a-f]{40,}$/.test(line)) sums.commits++
    else if (path !== undefined) {
      sums.added += Number(added) || 0
      sums.removed += Number(removed) || 0
    }
  }
  return { taken, sums }
}

/** The whole command, which also writes all that it reads into Postgres. */
async function readWithProduct({ db, connectionString, repository, limits }: Place) {
  const configs = { create: { key: 'GIT_PATH', value: repository } }
  const data = { name: basename(repository), organizationId: 'peers', provider: 'GIT', configs }
  const { id: dataSourceId } = await db.dataSource.create({ data })
  try {
    const run = [process.execPath, program, 'run', '--database-url', connectionString, '--source', dataSourceId]
    const taken = await measureCommand(run, limits)
    const { _sum: sum, _count: count } = await db.commit.aggregate({
      where: { dataSourceId },
      _sum: { linesAdded: true, linesRemoved: true },
      _count: true,
    })
    return { taken, sums: { commits: count, added: sum.linesAdded ?? 0, removed: sum.linesRemoved ?? 0 } }
  } finally {
    await db.dataSource.delete({ where: { id: dataSourceId } })
  }
}

async function readWithSimpleGit({ repository, limits }: Place) {
  const environment = await npmEnvironment('simple-git', [`simple-git@${versions.simpleGit}`])
  return printedSums([process.execPath, ownFile('simple-git-sums.mjs'), environment, repository], limits)
}

async function readWithPydriller({ repository, limits }: Place) {
  const environment = await pythonEnvironment('pydriller', [`pydriller==${versions.pydriller}`])
  return printedSums([join(environment, 'bin/python'), ownFile('pydriller-sums.py'), repository], limits)
}

async function printedSums(commandLine: readonly string[], limits: CommandOptions) {
  const taken = await measureCommand(commandLine, limits)
  return { taken, sums: JSON.parse(taken.output) as Sums }
}

interface PercevalCommit {
  data: { files: { added?: string; removed?: string }[] }
}

async function readWithPerceval({ repository, limits }: Place) {
  const environment = await pythonEnvironment('perceval', [`perceval==${versions.perceval}`])
  const output = join(limits.home, 'perceval.jsonl')
  const asked = ['git', repository, '--git-path', join(limits.home, 'perceval-git'), '--json-line']
  const taken = await measureCommand([join(environment, 'bin/perceval'), ...asked, '-o', output], limits)
  const sums = { commits: 0, added: 0, removed: 0 }
  for await (const { data } of readJsonLines<PercevalCommit>(output)) {
    sums.commits++
    for (const { added, removed } of data.files) {
      sums.added += Number(added) || 0
      sums.removed += Number(removed) || 0
    }
  }
  await rm(output)
  await rm(join(limits.home, 'perceval-git'), { recursive: true, force: true })
  return { taken, sums }
}
