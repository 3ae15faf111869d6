import { execFile } from 'node:child_process'
import { access, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
/** Kept from one benchmark to the next. */
const cache = fileURLToPath(new URL('../../node_modules/.cache/peers', import.meta.url))

/** Folder of an environment with pinned packages from PyPI. @throws when it can't be made */
export async function pythonEnvironment(name: string, packages: readonly string[]): Promise<string> {
  return environment(`${name}-python`, packages, async (folder) => {
    await run('python3', ['-m', 'venv', folder])
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check']
    await run(join(folder, 'bin/python'), [...pip, ...packages])
  })
}

/** Folder of an environment with pinned packages from npm. @throws when it can't be made */
export async function npmEnvironment(name: string, packages: readonly string[]): Promise<string> {
  return environment(`${name}-npm`, packages, async (folder) => {
    await mkdir(folder, { recursive: true })
    await run('npm', [
      'install',
      '--silent',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      '--prefix',
      folder,
      ...packages,
    ])
  })
}

/** Makes what isn't there; one that was broken off is made anew. */
async function environment(
  name: string,
  packages: readonly string[],
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(cache, `${name}-${packages.join('-').replaceAll(/[^\w.-]+/g, '-')}`)
  const done = join(folder, 'complete')
  if (await isThere(done)) return folder
  await rm(folder, { recursive: true, force: true })
  await mkdir(cache, { recursive: true })
  await make(folder)
  await writeFile(done, '')
  return folder
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
