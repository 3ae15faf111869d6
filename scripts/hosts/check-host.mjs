import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exampleEnvironment } from '../install-example.mjs'
import { StepError } from '../step.mjs'
import { askServer } from './ask-server.mjs'
import { checkRefusal } from './check-refusal.mjs'
import { followInit } from './follow-init.mjs'
import { createHostCommands } from './host-commands.mjs'
import { makeTables, openHostDatabase } from './host-database.mjs'
import { addPackages, hasPrisma, rememberFiles, writeHost } from './host-folder.mjs'

const secret = 'of-the-scheduler'
const key = Buffer.alloc(32, 7).toString('base64')

/** In which Prisma notes its migrations: `migrate dev`, which needs a download, would make it. */
const migrationsTable = `create table if not exists public._prisma_migrations (
  id text primary key, checksum text, finished_at timestamptz, migration_name text, logs text,
  rolled_back_at timestamptz, started_at timestamptz, applied_steps_count int)`

/**
 * Makes an application, adds the import by what `init` does and prints, and looks whether it works: it compiles before and
 * after, rows arrive, and nothing was changed that wasn't announced.
 * @param tarballs name of each of our packages to its tarball
 * @param repository a git repository: its `path` and how many `commits` it has
 * @throws {StepError} with what is wrong.
 */
export async function checkHost(host, { folder, tarballs, repository }) {
  mkdirSync(folder)
  const database = await openHostDatabase(join(folder, '.data-import'))
  const env = { ...exampleEnvironment, DATABASE_URL: database.url, CRON_SECRET: secret, DATA_IMPORT_SECRET_KEY: key }
  const commands = createHostCommands(host, folder, env)
  const { command, install, node, npm } = commands
  try {
    writeHost(folder, host, Object.fromEntries([...tarballs].map(([name, file]) => [name, `file:${file}`])))
    writeFileSync(join(folder, '.env'), `DATABASE_URL=${database.url}\n`)
    // `npx @data-import/cli init` brings the command along; here it is installed first.
    addPackages(folder, 'npm install --save-dev @data-import/cli', tarballs)
    await install()
    if (host.refusal) return await checkRefusal(host, { folder, commands })
    if (hasPrisma(host)) {
      await commands.prisma('generate')
      await makeTables([database.url, join(folder, 'prisma/schema.prisma')])
    }
    await npm(['run', 'build'])
    if (host.migrate) await node(host.migrate)
    rememberFiles(folder)

    const schema = await followInit(host, { folder, tarballs, database, commands, secret, key })
    await npm(['run', 'build'])
    if (host.loadedByJest) await node(['--no-experimental-require-module', '-e', `require('${host.loadedByJest}')`])
    await command('sources', 'add', 'GIT', '--name', 'website', '--set', `GIT_PATH=${repository.path}`)
    await importOnce(host, { folder, env, commands, schema })
    await expectCommits(host, commands, schema, repository.commits)
    if (host.migrate) {
      await command('sql', '--write', migrationsTable)
      await node(host.migrate)
      await expectCommits(host, commands, schema, repository.commits)
      await command('sql', 'select 1 from public._prisma_migrations')
    }
    const again = JSON.parse((await command('init', 'git', '--dry-run', '--json')).stdout)
    if (again.edits.length > 0 || again.files.some(({ action }) => action !== 'same'))
      throw new StepError(`${host.name}: init would change more a second time: ${JSON.stringify(again)}`)
  } finally {
    await database.close()
  }
}

/** By the application's server, else by the job that init wrote. */
async function importOnce(host, { folder, env, commands, schema }) {
  if (!host.server) {
    const { lines } = schema.steps.find(({ title }) => title === 'Import')
    const job = lines.find((line) => line.startsWith('npx tsx '))
    if (!job) throw new StepError(`${host.name}: init prints no job: ${lines.join('; ')}`)
    await commands.node(['node_modules/tsx/dist/cli.mjs', ...job.split(' ').slice(2)])
    return
  }
  const answer = await askServer(folder, host.server, env)
  const pass = answer.status === 200 ? JSON.parse(answer.text) : {}
  if (answer.stranger !== 401 || pass.status !== 'completed')
    throw new StepError(`${host.name}: ${JSON.stringify(answer)}\n${answer.printed()}`)
}

async function expectCommits(host, { command }, { schema }, wanted) {
  const { stdout } = await command('sql', '--json', `select count(*)::int as commits from "${schema}"."Commit"`)
  const [{ commits }] = JSON.parse(stdout)
  if (commits !== wanted) throw new StepError(`${host.name}: ${commits} commits in the table, not ${wanted}.`)
}
