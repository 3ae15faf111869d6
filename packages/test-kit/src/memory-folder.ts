import { statfs } from 'node:fs/promises'
import { freemem, tmpdir } from 'node:os'

/** What the databases of a test run need at most, with room to spare. */
const neededBytes = 3 * 2 ** 30

/** `TMPFS_MAGIC` of Linux: https://man7.org/linux/man-pages/man2/statfs.2.html */
const tmpfs = 0x01021994

/**
 * Where the server of a test run keeps its data: in memory where there is enough, else in the system's temporary folder.
 * Each test makes and drops a database of some 700 files, which a disk takes up to ten times as long for.
 */
export async function memoryFolder(candidate = '/dev/shm'): Promise<string> {
  const { type, bavail, bsize } = await statfs(candidate).catch(() => ({ type: 0, bavail: 0, bsize: 0 }))
  const isLarge = bavail * bsize >= neededBytes && freemem() >= neededBytes
  return type === tmpfs && isLarge ? candidate : tmpdir()
}
