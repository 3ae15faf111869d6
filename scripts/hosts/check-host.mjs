import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run, runNpm } from '../child-process.mjs'
import { exampleEnvironment } from '../install-example.mjs'
import { StepError } from '../step.mjs'
import { askServer } from './ask-server.mjs'
import { makeTables, openHostDatabase } from './host-database.mjs'
import { addPackages, changedFiles, rememberFiles, writeHost } from './host-folder.mjs'

const secret = 'of-the-scheduler'
const key = Buffer.alloc(32, 7).toString('base64')

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
  const inHost = { cwd: folder, output: 'capture', env }
  const must = async (running, what) => {
    const result = await running
    if (result.code !== 0) throw new StepError(`${result.printed}\n${host.name}: ${what} failed.`)
    return result
  }
  const command = (...parameters) =>
    must(
      run(process.execPath, ['node_modules/@data-import/cli/dist/bin.js', ...parameters], inHost),
      `data-import ${parameters.join(' ')}`,
    )
  const npm = (parameters) => must(runNpm(parameters, inHost), `npm ${parameters.join(' ')}`)
  const prisma = (...parameters) =>
    must(run(process.execPath, ['node_modules/prisma/build/index.js', ...parameters], inHost), 'prisma')
  try {
    writeHost(folder, host, Object.fromEntries([...tarballs].map(([name, file]) => [name, `file:${file}`])))
    writeFileSync(join(folder, '.env'), `DATABASE_URL=${database.url}\n`)
    // `npx @data-import/cli init` brings the command along; here it is installed first.
    addPackages(folder, 'npm install --save-dev @data-import/cli', tarballs)
    await npm(['install', ...quiet])
    await prisma('generate')
    await npm(['run', 'build'])
    await makeTables([database.url, join(folder, 'prisma/schema.prisma')])
    rememberFiles(folder)
    const { edits } = JSON.parse((await command('init', 'git', '--dry-run', '--json')).stdout)
    if (changedFiles(folder).length > 0) throw new StepError(`${host.name}: a dry run changed files.`)
    const { files, schema, steps } = JSON.parse((await command('init', 'git', '--apply', '--json')).stdout)
    const left = steps.find(({ title }) => title === 'Change')
    if (left) throw new StepError(`${host.name}: init left changes to people:\n${left.lines.join('\n')}`)
    for (const line of steps.find(({ title }) => title === 'Install')?.lines ?? []) addPackages(folder, line, tarballs)
    await npm(['install', ...quiet])
    writeFileSync(join(folder, '.env'), `CRON_SECRET=${secret}\nDATA_IMPORT_SECRET_KEY=${key}\n`, { flag: 'a' })
    const announced = new Set([...files, ...edits.map(({ file }) => ({ path: file }))].map(({ path }) => path))
    const strange = changedFiles(folder).filter((file) => !announced.has(file) && file !== 'package.json')
    if (strange.length > 0) throw new StepError(`${host.name}: changed without a word: ${strange.join(', ')}`)

    await prisma('generate')
    await makeTables([database.url, join(folder, schemaOf(folder))])
    await npm(['run', 'build'])
    if (!existsSync(join(folder, host.program))) throw new StepError(`${host.name}: the build moved ${host.program}.`)
    if (host.loadedByJest) {
      const withoutEsModules = ['--no-experimental-require-module', '-e', `require('${host.loadedByJest}')`]
      await must(run(process.execPath, withoutEsModules, inHost), 'loading the application as Jest does')
    }
    await command('sources', 'add', 'GIT', '--name', 'website', '--set', `GIT_PATH=${repository.path}`)
    const answer = await askServer(folder, host.program, env)
    const pass = answer.status === 200 ? JSON.parse(answer.text) : {}
    if (answer.stranger !== 401 || pass.status !== 'completed')
      throw new StepError(`${host.name}: ${JSON.stringify(answer)}\n${answer.printed()}`)
    const { stdout } = await command('sql', '--json', `select count(*)::int as commits from "${schema}"."Commit"`)
    const [{ commits }] = JSON.parse(stdout)
    if (commits !== repository.commits) throw new StepError(`${host.name}: ${commits} commits in the table.`)
    const again = JSON.parse((await command('init', 'git', '--dry-run', '--json')).stdout)
    if (again.edits.length > 0 || again.files.some(({ action }) => action !== 'same'))
      throw new StepError(`${host.name}: init would change more a second time: ${JSON.stringify(again)}`)
  } finally {
    await database.close()
  }
}

const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']

/** Prisma finds all schema files in the folder. */
function schemaOf(folder) {
  return existsSync(join(folder, 'prisma/data-import.prisma')) ? 'prisma' : 'prisma/schema.prisma'
}
