import { readdir, readFile, readlink, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigurationError, TransientError } from '@data-import/core/provider'
import type { RemoteAddress } from '../git/remote-address.js'

/**
 * What a git that was killed leaves in a clone: locks, half packs, notes of a failed housekeeping. No branch can be named
 * so: https://git-scm.com/docs/git-check-ref-format.
 */
const leftOver = /\.lock$|^tmp_|^gc\.(pid|log)$/

/** A clone is made beside its place, and the one that it replaces is moved aside. */
const partial = (folder: string) => `${folder}.partial`
const former = (folder: string) => `${folder}.former`
const damaged = (folder: string) => `${folder}.damaged`

/** Whether there is a clone that nobody has found to be damaged. */
export async function isUsable(folder: string): Promise<boolean> {
  return (await exists(folder)) && !(await exists(damaged(folder)))
}

/** Has the clone made again by the next pass. */
export async function markDamaged(folder: string): Promise<void> {
  await writeFile(damaged(folder), '')
}

/**
 * Makes room beside a clone, from what a crash left there.
 * @returns the folder in which to make it.
 */
export async function roomFor(folder: string): Promise<string> {
  await expectNobody(partial(folder))
  await rm(partial(folder), { recursive: true, force: true })
  await rm(former(folder), { recursive: true, force: true })
  return partial(folder)
}

/** Puts the new clone into its place; a crash at any point leaves either one, or none, which the next pass makes again. */
export async function swapIn(folder: string): Promise<void> {
  if (await exists(folder)) await rename(folder, former(folder))
  await rename(partial(folder), folder)
  await rm(damaged(folder), { force: true })
  await rm(former(folder), { recursive: true, force: true })
}

/**
 * Removes what a git left that was killed. The lock of the run says that no other pass is at work here.
 * @throws {TransientError} if a git of a pass that died still works in it.
 */
export async function clearLeftovers(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const left = entries.filter((entry) => entry.isFile() && leftOver.test(entry.name))
  if (left.length === 0) return
  await expectNobody(folder)
  await Promise.all(left.map((entry) => rm(join(entry.parentPath, entry.name), { force: true })))
}

/** Processes outlive a pass that was killed; their folder tells whose they are, where the system says it (Linux). */
async function expectNobody(folder: string): Promise<void> {
  const processes = await readdir('/proc').catch(() => [])
  for (const id of processes) {
    if (!/^\d+$/.test(id)) continue
    const works = await readlink(`/proc/${id}/cwd`).catch(() => '')
    if (works !== folder) continue
    const name = await readFile(`/proc/${id}/comm`, 'utf8').catch(() => '')
    if (!name.startsWith('git')) continue
    throw new TransientError(
      `A git of an earlier pass (process ${id}) still works in the clone ${folder}. The next pass continues when it has ` +
        'ended; end it if it hangs.',
    )
  }
}

/** The error for a folder of clones that can't be used; other errors as they are. */
export function keepingFailure(
  error: unknown,
  { address, cloneDirectory }: { address: RemoteAddress; cloneDirectory: string },
): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException
  if (!(error instanceof Error) || code === undefined || syscall === undefined) return error
  const problem = `The clone of ${address.url} can't be kept in ${cloneDirectory} (${code}).`
  if (/^(ENOSPC|EDQUOT|EIO|ESTALE|EMFILE|ENFILE)$/.test(code)) {
    return new TransientError(`${problem} Look whether its disk is full or answers; the next pass tries again.`, {
      cause: error,
    })
  }
  const advice = 'Let this process write there, or set GIT_CLONE_DIRECTORY to another folder.'
  return new ConfigurationError(`${problem} ${advice}`, { cause: error })
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
