import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runNpm } from './child-process.mjs'
import { copyExample } from './example-folder.mjs'
import { packPackages } from './pack-packages.mjs'
import { StepError, step } from './step.mjs'

/** What examples run with: nothing of theirs is told to anybody, and Prisma generates without a download. */
export const exampleEnvironment = {
  // Prisma would download an engine that generating doesn't use; any executable file will do in its place.
  PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  PRISMA_HIDE_UPDATE_MESSAGE: 'true',
  CHECKPOINT_DISABLE: '1',
  NEXT_TELEMETRY_DISABLED: '1',
}

/** Runs npm in an example. @returns what `run` returns */
export function npmInExample(folder, parameters, options = {}) {
  return runNpm(parameters, { ...options, cwd: folder, env: { ...exampleEnvironment, ...options.env } })
}

/** Installs an example as a stranger would, with the packages of this checkout. @returns its folder and package.json */
export async function installExample(name) {
  const tarballs = await packPackages()
  const folder = copyExample(name)
  const file = join(folder, 'package.json')
  const manifest = withTarballs(JSON.parse(readFileSync(file, 'utf8')), tarballs)
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`)
  await installOnce(name, folder, manifest)
  if (manifest.scripts.generate) await step(`Generate the client of ${name}`, () => must(folder, ['run', 'generate']))
  return { folder, manifest }
}

/** Points every `@data-import` package at its tarball, also where another of them asks for it. */
function withTarballs(manifest, tarballs) {
  const addressed = (dependencies = {}) =>
    Object.fromEntries(
      Object.entries(dependencies).map(([name, range]) => {
        const tarball = tarballs.get(name)
        return [name, tarball ? `file:${tarball}` : range]
      }),
    )
  return {
    ...manifest,
    dependencies: addressed(manifest.dependencies),
    devDependencies: addressed(manifest.devDependencies),
    overrides: {
      ...manifest.overrides,
      ...Object.fromEntries([...tarballs].map(([name, path]) => [name, `file:${path}`])),
    },
  }
}

/** npm would look anew at every dependency: it is only asked when what to install has changed. */
async function installOnce(name, folder, manifest) {
  const { dependencies, devDependencies, peerDependencies, overrides } = manifest
  const text = JSON.stringify([dependencies, devDependencies, peerDependencies, overrides])
  const wanted = createHash('sha256').update(text).digest('hex')
  const note = join(folder, 'node_modules/.installed')
  if (existsSync(note) && readFileSync(note, 'utf8') === wanted) return
  await step(`Install ${name}`, async () => {
    rmSync(note, { force: true })
    await must(folder, [
      'install',
      '--no-audit',
      '--no-fund',
      '--no-package-lock',
      '--ignore-scripts',
      '--prefer-offline',
    ])
  })
  writeFileSync(note, wanted)
}

async function must(folder, parameters) {
  const { code, printed } = await npmInExample(folder, parameters, { output: 'capture' })
  if (code !== 0) throw new StepError(`${printed}\nnpm ${parameters[0]} failed; the reason is above.`, code)
}
