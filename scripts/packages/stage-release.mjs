import { execFileSync } from 'node:child_process'
import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { run, runNode, runNpm } from '../child-process.mjs'
import { StepError } from '../step.mjs'
import { builtPackages, readJson, root } from '../workspace.mjs'
import { changesets } from './publish.mjs'

/**
 * Copies the checkout with what is built, and turns its changesets into versions there, as a release would: the checkout stays
 * as it is.
 */
export async function stageRelease(folder) {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' })
  for (const file of files.split('\0').filter((name) => name && existsSync(join(root, name))))
    cpSync(join(root, file), join(folder, file))
  for (const { folder: each } of builtPackages())
    cpSync(join(root, each, 'dist'), join(folder, each, 'dist'), { recursive: true })

  const inStage = {
    cwd: folder,
    output: 'capture',
    env: { CI: 'true', ...author, GIT_CONFIG_GLOBAL: noSettings(folder) },
  }
  const install = ['install', '--frozen-lockfile', '--ignore-scripts', '--prefer-offline']
  await must(runNpm(['exec', '--yes', '--', readJson('package.json').packageManager, ...install], inStage))
  await must(runNode(changesets, ['version'], inStage))
  // Versions are tagged, so there has to be something to tag.
  await must(run('git', ['init', '--quiet', '--initial-branch=main'], inStage))
  await must(run('git', ['add', '--all'], inStage))
  await must(run('git', ['commit', '--quiet', '--message', 'Release'], inStage))
}

/** A file that isn't there: nobody's settings of git, such as to sign, are for a rehearsal. */
export function noSettings(folder) {
  return join(folder, 'node_modules/none')
}

const author = {
  GIT_AUTHOR_NAME: 'Ada Example',
  GIT_AUTHOR_EMAIL: 'ada@acme.example',
  GIT_COMMITTER_NAME: 'Ada Example',
  GIT_COMMITTER_EMAIL: 'ada@acme.example',
}

async function must(running) {
  const { code, printed } = await running
  if (code !== 0) throw new StepError(`${printed}\nThe release could not be rehearsed; the reason is above.`)
}
