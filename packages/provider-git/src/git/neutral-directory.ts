import { lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigurationError } from '@data-import/core/provider'

/** How a repository names its objects. */
export type ObjectFormat = 'sha1' | 'sha256'

const configurations: Readonly<Record<ObjectFormat, string>> = {
  sha1: '[core]\n\trepositoryformatversion = 0\n\tbare = true\n',
  sha256: '[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tobjectformat = sha256\n',
}

/**
 * A git directory that says nothing: no attributes, no settings, no references. Objects that are read through it count the same
 * wherever they are: the attributes of a working tree (`*.lock -diff`), of `info/attributes`, and settings such as
 * `core.bigFileThreshold` decide what is a binary file, and none of them belongs to a commit.
 * https://git-scm.com/docs/gitattributes#_description
 *
 * It stays in the folder for temporary files, for the next time. Nobody but this user may write there; where somebody has taken its
 * name, another is made.
 *
 * @throws {ConfigurationError} if nothing can be made there.
 */
export async function neutralDirectory(format: ObjectFormat): Promise<string> {
  try {
    return await makeOrFind(format)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new ConfigurationError(
      `git needs a place in the folder for temporary files, and ${tmpdir()} can't be used (${code}): create it, let this ` +
        'process write there, free space on its disk, or set TMPDIR to another one.',
      { cause: error },
    )
  }
}

async function makeOrFind(format: ObjectFormat): Promise<string> {
  const usual = join(tmpdir(), `data-import-git-${process.getuid?.() ?? 'user'}-${format}`)
  const directory = (await isOurs(usual)) ? usual : await mkdtemp(`${usual}-`)
  await mkdir(join(directory, 'refs'), { recursive: true })
  await mkdir(join(directory, 'objects'), { recursive: true })
  await put(directory, 'config', configurations[format])
  // Last, for it is what makes a folder a git directory.
  await put(directory, 'HEAD', 'ref: refs/heads/none\n')
  await clearLeftovers(directory)
  return directory
}

/** Far longer than a file of a few bytes takes to be written. */
const leftOverAfterMs = 10 * 60_000

/** Removes what a process left that was killed while it put a file into place. What is young may be another process's work. */
async function clearLeftovers(directory: string): Promise<void> {
  const names = await readdir(directory)
  for (const name of names.filter((name) => name.startsWith('new-'))) {
    const path = join(directory, name)
    const found = await lstat(path).catch(() => null)
    if (!found || Date.now() - found.mtimeMs < leftOverAfterMs) continue
    // It is in nobody's way: what can't be removed stays.
    await rm(path, { recursive: true, force: true }).catch(() => undefined)
  }
}

async function isOurs(directory: string): Promise<boolean> {
  await mkdir(directory, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  const found = await lstat(directory)
  if (!found.isDirectory()) return false
  return process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o077) === 0)
}

/** Renamed into place, for another process may be reading it. */
async function put(directory: string, name: string, content: string): Promise<void> {
  const path = join(directory, name)
  const present = await readFile(path, 'utf8').catch(() => null)
  if (present === content) return
  const beside = await mkdtemp(join(directory, 'new-'))
  await writeFile(join(beside, name), content)
  await rename(join(beside, name), path)
  await rmdir(beside)
}
