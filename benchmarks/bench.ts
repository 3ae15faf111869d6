/**
 * Prints what the product is measured by, side by side in one run: `npm run bench -- --help`.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openEmbeddedDatabase } from '@data-import/embedded-database'
import { applyMigrations, createClient, type PrismaClient } from '@data-import/reference-database'
import { benchCircleci } from './circleci.js'
import { benchCommands } from './commands.js'
import { benchDashboard } from './dashboard.js'
import { benchHistories } from './git-histories.js'
import { benchGit } from './git-import.js'
import { githubBenchmarks } from './github.js'
import { gitlabBenchmarks } from './gitlab.js'
import { benchInsight } from './insight.js'
import { benchJenkins } from './jenkins.js'
import { benchLinkPass } from './link-pass.js'
import { benchLock } from './lock.js'
import { busyShare, describeLoad, describeMachine, mostBusy } from './machine.js'
import { formatMeasurements, type Measurement } from './measurement.js'
import { benchNoOpRuns } from './no-op-runs.js'
import { benchPeers } from './peers/bench-peers.js'
import { benchSave } from './save.js'
import { compareResults, measuredCommit, readResults, type SavedResults, saveResults } from './saved-results.js'
import { benchSonarqube } from './sonarqube.js'
import { benchWorkers } from './workers.js'
import { benchWorkersGit } from './workers-git.js'
import { benchWorkersIdle } from './workers-idle.js'

type Benchmark = (db: PrismaClient, connectionString: string) => Promise<Measurement[]>

/** Together within five minutes. */
const short: Record<string, Benchmark> = {
  commands: (_, connectionString) => benchCommands(connectionString),
  save: benchSave,
  runs: benchNoOpRuns,
  lock: benchLock,
  git: benchGit,
}
const long: Record<string, Benchmark> = {
  workers: benchWorkers,
  'workers-git': benchWorkersGit,
  'workers-idle': benchWorkersIdle,
  circleci: benchCircleci,
  ...githubBenchmarks,
  jenkins: benchJenkins,
  sonarqube: benchSonarqube,
  links: benchLinkPass,
  insight: benchInsight,
  dashboard: benchDashboard,
  ...gitlabBenchmarks,
  peers: (db, connectionString) => benchPeers(db, connectionString, options.history),
}
const benchmarks = { ...short, ...long }
const names = Object.keys(benchmarks)

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: 'boolean', default: false },
    save: { type: 'string' },
    against: { type: 'string' },
    busy: { type: 'boolean', default: false },
    history: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  },
})
const usage = `npm run bench -- [NAME…] [--all] [--save FILE] [--against FILE] [--history FOLDER]… [--busy]

Without a name: ${Object.keys(short).join(', ')}. With --all also: ${Object.keys(long).join(', ')}.
A name stands for its parts too: github for github-commits.
--save FILE writes what was measured; --against FILE compares with it.
--history FOLDER (repeatable) also imports that git repository, beside its git log.
--busy measures although others use the machine.
`

const isPart = (name: string, whole: string) => name === whole || name.startsWith(`${whole}-`)
const unknown = positionals.filter((whole) => !names.some((name) => isPart(name, whole)))
if (options.help || unknown.length > 0) {
  process.stdout.write(unknown.length > 0 ? `Unknown: ${unknown.join(', ')}.\n\n${usage}` : usage)
  process.exit(unknown.length > 0 ? 2 : 0)
}
const chosen = names.filter((name) => {
  if (positionals.length > 0) return positionals.some((whole) => isPart(name, whole))
  return options.all || name in short
})
const against = options.against === undefined ? undefined : await readResults(options.against)

const busy = await busyShare()
if (busy > mostBusy && !options.busy) {
  process.stdout.write(
    `Others use ${Math.round(busy * 100)} % of this machine's processors, so figures would say nothing. Wait until it is quiet, or add --busy.\n`,
  )
  process.exit(1)
}

const directory = await mkdtemp(join(tmpdir(), 'data-import-bench-'))
const server = await openEmbeddedDatabase({ directory, maximumConnections: 1_000 })
try {
  await applyMigrations(server.connectionString)
  const db = createClient(server.connectionString)
  const [{ version = 'unknown' } = {}] = await db.$queryRawUnsafe<{ version: string }[]>(
    `SELECT current_setting('server_version') AS version`,
  )
  const machine = describeMachine(`embedded PostgreSQL ${version}`)
  const loadBefore = describeLoad()
  process.stdout.write(`${machine}; load ${loadBefore}\n`)
  const measurements: Measurement[] = []
  for (const [index, name] of chosen.entries()) {
    process.stderr.write(`${index + 1} of ${chosen.length}: ${name} …`)
    const start = performance.now()
    measurements.push(...((await benchmarks[name]?.(db, server.connectionString)) ?? []))
    process.stderr.write(` ${((performance.now() - start) / 1_000).toFixed(0)} s\n`)
  }
  measurements.push(...(await benchHistories(db, server.connectionString, options.history)))
  await db.$disconnect()
  const load: [string, string] = [loadBefore, describeLoad()]
  const results: SavedResults = { commit: measuredCommit(), machine, load, measurements }
  process.stdout.write(`\n${formatMeasurements(measurements)}\n\nLoad before and after: ${load.join(', ')}\n`)
  if (against) process.stdout.write(`\n${compareResults(against, results)}\n`)
  if (options.save !== undefined) await saveResults(options.save, results)
} finally {
  await server.close()
  await rm(directory, { recursive: true, force: true })
}
