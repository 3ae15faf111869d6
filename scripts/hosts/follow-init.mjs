import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { StepError } from '../step.mjs'
import { makeTables } from './host-database.mjs'
import { addPackages, changedFiles } from './host-folder.mjs'

/**
 * Runs `init --apply` in an application and does what it prints. @returns what init said
 * @throws {StepError} if a dry run changed files, if something was changed without a word, or edits are left to people.
 */
export async function followInit(host, { folder, tarballs, database, commands, secret, key }) {
  const { command, install, prisma } = commands
  const { edits } = JSON.parse((await command('init', 'git', '--dry-run', '--json')).stdout)
  if (changedFiles(folder).length > 0) throw new StepError(`${host.name}: a dry run changed files.`)
  const said = JSON.parse((await command('init', 'git', '--apply', '--json')).stdout)
  const left = said.steps.find(({ title }) => title === 'Change')
  if (left) throw new StepError(`${host.name}: init left changes to people:\n${left.lines.join('\n')}`)
  for (const line of said.steps.find(({ title }) => title === 'Install')?.lines ?? [])
    addPackages(folder, line, tarballs)
  await install()
  writeFileSync(join(folder, '.env'), `CRON_SECRET=${secret}\nDATA_IMPORT_SECRET_KEY=${key}\n`, { flag: 'a' })
  const announced = new Set([...said.files, ...edits.map(({ file }) => ({ path: file }))].map(({ path }) => path))
  const strange = changedFiles(folder).filter((file) => !announced.has(file) && file !== 'package.json')
  if (strange.length > 0) throw new StepError(`${host.name}: changed without a word: ${strange.join(', ')}`)
  if (host.follow) writeLine(folder, host.follow(said))

  await prisma('generate')
  await makeTables([database.url, join(folder, schemaOf(said))])
  return said
}

function writeLine(folder, { file, before, line }) {
  const text = readFileSync(join(folder, file), 'utf8')
  writeFileSync(join(folder, file), text.replace(before, `${line}\n${before}`))
}

/** Prisma reads all schema files of a folder: that in which init wrote one, else the application's own file. */
function schemaOf({ files }) {
  const written = files.find(({ path }) => path.endsWith('.prisma'))
  return written ? dirname(written.path) : 'prisma/schema.prisma'
}
