import { run } from '../../child-process.mjs'

const program = 'node_modules/@data-import/cli/dist/bin.js'
const countQuery = `
  select source.name, count(*)::int as commits from data."DataSource" as source
  join data."Commit" as commit on commit.data_source_id = source.id group by 1 order by 1`

/**
 * Imports a repository into an embedded Postgres twice: by our command, and by the application's own program.
 * @param repository its `path`, and how many `commits` it has.
 * @returns what is wrong, empty when nothing is.
 */
export async function runHost({ folder, node, repository }) {
  const settings = (url) => ({ cwd: folder, output: 'capture', env: { DATABASE_URL: url } })
  const dataImport = (...parameters) => run(node, [program, ...parameters], settings(''))
  const add = (name) => dataImport('sources', 'add', 'GIT', '--name', name, '--set', `GIT_PATH=${repository.path}`)
  const printed = []
  const done = async (running) => {
    const result = await running
    printed.push(result.printed)
    return result.code === 0
  }
  if (!(await done(dataImport('database', 'start')))) return printed.join('')
  try {
    const { stdout: url } = await dataImport('database', 'url')
    const isDone =
      (await done(run(node, ['doors.js'], settings('')))) &&
      (await done(add('by-command'))) &&
      (await done(dataImport('run'))) &&
      (await done(add('by-host'))) &&
      (await done(run(node, ['host.js'], settings(url.trim()))))
    if (!isDone) return printed.join('')
    const { stdout, printed: answer } = await dataImport('sql', '--json', countQuery)
    const { commits } = repository
    const wanted = JSON.stringify([
      { name: 'by-command', commits },
      { name: 'by-host', commits },
    ])
    return stdout && JSON.stringify(JSON.parse(stdout)) === wanted ? '' : `${printed.join('')}${answer}`
  } finally {
    await dataImport('database', 'stop')
  }
}
