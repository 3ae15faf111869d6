import { relative, resolve } from 'node:path'
import { askDataImport, dataImport } from './command-line.mjs'
import { commitsPerWeek, drawWeeks } from './commits-per-week.mjs'
import { exampleRepository } from './example-repository.mjs'
import { prepare } from './prepare.mjs'
import { findRepository, hasHistory } from './repository.mjs'
import { main, step } from './step.mjs'
import { root } from './workspace.mjs'

/** Imports this checkout, or the repositories whose paths are given, and says how to look at what came. */
await main(async () => {
  const from = process.env.INIT_CWD ?? process.cwd()
  const repositories = await chooseRepositories(process.argv.slice(2).map((path) => resolve(from, path)))
  await prepare()
  const names = []
  let before = []
  await step('Start the embedded Postgres', async () => {
    before = await storedSources()
    for (const path of repositories) names.push(await ensureSource(path, before, names))
  })
  say(`\nImporting ${repositories.join(', ')}\n`)
  const code = await dataImport(['run', '--force', ...names.flatMap((name) => ['--source', name])])
  if (code === 0) {
    say(`\nCommits per week\n${drawWeeks(await askDataImport(['sql', commitsPerWeek]))}`)
    const { data } = await askDataImport(['database', 'status'])
    say(`\n${news(names, before, await storedSources())}\n${whatNext(data)}`)
  }
  if (code === 1) say('\nnpm run quickstart again goes on where this one stopped.\n')
  return code
})

async function chooseRepositories(paths) {
  if (paths.length > 0) return Promise.all(paths.map(findRepository))
  if (await hasHistory(root)) return [root]
  say('This checkout has no git history, so a small example repository is imported in its place.\n')
  return [await exampleRepository()]
}

/** The data sources of local repositories and how many commits each has. */
function storedSources() {
  return askDataImport([
    'sql',
    `
    select source.name, config.value as path, source.last_sync_at as "lastSyncAt",
      (select count(*)::int from data."Commit" as commit where commit.data_source_id = source.id) as commits
    from data."DataSource" as source
    join data."DataSourceConfig" as config on config.data_source_id = source.id and config.key = 'GIT_PATH'`,
  ])
}

/** @returns the name of the data source that imports this repository, which is made where there is none. */
async function ensureSource(path, stored, taken) {
  const known = stored.find((source) => source.path === path)
  if (known) return known.name
  const wanted = path === root ? 'quickstart' : `quickstart-${path.split(/[\\/]/).at(-1)}`
  const isFree = (name) => !taken.includes(name) && stored.every((source) => source.name !== name)
  const name = [wanted, ...Array.from({ length: 99 }, (_, index) => `${wanted}-${index + 2}`)].find(isFree)
  await askDataImport(['sources', 'add', 'GIT', '--name', name, '--set', `GIT_PATH=${path}`])
  return name
}

function news(names, before, after) {
  return names
    .map((name) => {
      const was = before.find((source) => source.name === name)
      const { commits } = after.find((source) => source.name === name)
      const added = commits - (was?.commits ?? 0)
      if (was && added === 0) return `${name}: nothing new since ${minute(was.lastSyncAt)}; ${commits} commits in all.`
      return `${name}: ${added} ${was ? 'new ' : ''}commit${added === 1 ? '' : 's'}${was ? `, ${commits} in all` : ''}.`
    })
    .join('\n')
}

function minute(instant) {
  return instant ? `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC` : 'the last time'
}

function whatNext(data) {
  // Somebody's own DATABASE_URL would otherwise be what these commands look at.
  const command = process.env.DATABASE_URL ? 'DATABASE_URL= npx @data-import/cli' : 'npx @data-import/cli'
  const folder = relative(process.env.INIT_CWD ?? process.cwd(), root)
  return `
The data is in a Postgres of its own, kept in ${data}. Look at it${folder ? ` (cd ${root})` : ''}:

  ${command} status
  ${command} sql 'select author_name, count(*) from data."Commit" group by 1 order by 2 desc limit 5'

With psql or any other client, for as long as it is kept up:

  ${command} database start
  psql "$(${command} database url)" -c 'select message from data."Commit" limit 5'
  ${command} database stop

Next: npm run quickstart again shows what is new; npm run quickstart -- ../another-repository imports that;
docs/getting-started.md wires it into your application; docs/write-a-provider.md is for a system of your own.

Open the page that says what is complete, what is not and why:  ${command} dashboard
`
}

function say(text) {
  process.stdout.write(text)
}
