/**
 * Prints what the product is measured by, side by side in one run:
 * `npm run bench -- [save|runs|workers|lock|git|github|gitlab|jenkins|circleci|sonarqube|insight|dashboard]…`, or a
 * part of it, such as `github-commits`.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbeddedDatabase } from '@data-import/embedded-database'
import { applyMigrations, createClient, type PrismaClient } from '@data-import/reference-database'
import { benchCircleci } from './circleci.js'
import { benchDashboard } from './dashboard.js'
import { benchGit } from './git-import.js'
import { githubBenchmarks } from './github.js'
import { gitlabBenchmarks } from './gitlab.js'
import { benchInsight } from './insight.js'
import { benchJenkins } from './jenkins.js'
import { benchLock } from './lock.js'
import { formatMeasurements, type Measurement } from './measurement.js'
import { benchNoOpRuns } from './no-op-runs.js'
import { benchSave } from './save.js'
import { benchSonarqube } from './sonarqube.js'
import { benchWorkers } from './workers.js'

const benchmarks: Record<string, (db: PrismaClient, connectionString: string) => Promise<Measurement[]>> = {
  save: benchSave,
  runs: benchNoOpRuns,
  workers: benchWorkers,
  lock: (_, connectionString) => benchLock(connectionString),
  git: benchGit,
  circleci: benchCircleci,
  ...githubBenchmarks,
  jenkins: benchJenkins,
  sonarqube: benchSonarqube,
  insight: benchInsight,
  dashboard: benchDashboard,
  ...gitlabBenchmarks,
}
const chosen = process.argv.slice(2)
const names = Object.keys(benchmarks)
const isPart = (name: string, whole: string) => name === whole || name.startsWith(`${whole}-`)
const unknown = chosen.filter((whole) => !names.some((name) => isPart(name, whole)))
if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(', ')}. There are: ${names.join(', ')}.`)

const directory = await mkdtemp(join(tmpdir(), 'data-import-bench-'))
const server = await openEmbeddedDatabase({ directory })
try {
  await applyMigrations(server.connectionString)
  const db = createClient(server.connectionString)
  const measurements: Measurement[] = []
  for (const [name, run] of Object.entries(benchmarks)) {
    if (chosen.length > 0 && !chosen.some((whole) => isPart(name, whole))) continue
    measurements.push(...(await run(db, server.connectionString)))
  }
  await db.$disconnect()
  process.stdout.write(`\n${formatMeasurements(measurements)}\n`)
} finally {
  await server.close()
  await rm(directory, { recursive: true, force: true })
}
