import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runNode, runNpm } from './child-process.mjs'
import { readJson } from './workspace.mjs'

/**
 * Installs the tarballs with npm into an empty project, imports every entry point, and runs the command on a database
 * of its own: what is missing in a tarball but there in the workspace shows here only.
 * @returns what is wrong, empty when nothing is.
 */
export async function checkInstallation(packages, tarballs, folder) {
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
  const inProject = { cwd: folder, output: 'capture', env: { DATABASE_URL: '' } }
  const installed = await runNpm(['install', '--no-audit', '--no-fund', ...tarballs], inProject)
  if (installed.code !== 0) return installed.printed

  const imports = packages.flatMap(entryPoints).map((entry) => `import '${entry}'\n`)
  writeFileSync(join(folder, 'host.js'), imports.join(''))
  const imported = await runNode('host.js', [], inProject)
  if (imported.code !== 0) return imported.printed

  const query = 'select count(*)::int as runs from data."DataSourceRun"'
  const asked = await runNpm(['exec', '--', 'data-import', 'sql', '--json', query], inProject)
  return asked.code === 0 && JSON.parse(asked.stdout)[0].runs === 0 ? '' : asked.printed
}

function entryPoints({ folder, name }) {
  const doors = Object.keys(readJson(`${folder}/package.json`).exports).filter((door) => !door.endsWith('.json'))
  return doors.map((door) => name + door.slice(1))
}
