import { realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ConfigurationError } from '@data-import/core'

/** Set in the environment itself: a file of the folder in question must not be able to. */
export const allowForeignFiles = 'DATA_IMPORT_ALLOW_FOREIGN_FILES'

/** The file, its folder and the one above: `data-sources/github/index.ts` in the folder of the application. */
const levels = 3

/**
 * A module is run with all rights of this process. As root, that are those of the whole machine: whoever may change the
 * module, or put another one in its place, would have them.
 *
 * @param file absolute path, of links too
 * @throws {ConfigurationError} as root, for a file or folder that belongs to another user or that everybody may write.
 */
export async function requireOwnFile(
  file: string,
  { uid = process.getuid?.(), env = process.env }: { uid?: number | undefined; env?: NodeJS.ProcessEnv } = {},
): Promise<void> {
  if (uid !== 0 || /^(1|true|yes)$/i.test(env[allowForeignFiles] ?? '')) return
  const real = await realpath(file).catch(() => file)
  for (const path of new Set([...withFolders(file), ...withFolders(real)])) {
    const found = await stat(path).catch(() => undefined)
    if (!found) continue
    // In a sticky folder such as /tmp only the owner of a file may replace it.
    const isSticky = found.isDirectory() && (found.mode & 0o1000) !== 0
    const isWritable = (found.mode & 0o002) !== 0 && !isSticky
    if (found.uid === 0 && !isWritable) continue
    const reason = found.uid === 0 ? 'may be written by every user' : `belongs to another user (uid ${found.uid})`
    const remedy = found.uid === 0 ? `chmod o-w '${path}'` : `chown root '${path}'`
    throw new ConfigurationError(
      `${file} was not loaded, because this is root and ${path} ${reason}, who could run anything with it. Run data-import as that user, make it root's (${remedy}), or, where everybody who may write it may also be root, set ${allowForeignFiles}=yes.`,
    )
  }
}

function withFolders(path: string): string[] {
  const paths = [path]
  for (let level = 1; level < levels; level++) paths.push(dirname(paths.at(-1) ?? path))
  return paths
}
