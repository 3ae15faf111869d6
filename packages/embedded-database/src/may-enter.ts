import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ServerAccount } from './server-account.js'

/** Whether an account may enter a folder, given by its real path: it and each folder above must let it through. */
export async function mayEnter(account: ServerAccount, directory: string): Promise<boolean> {
  for (let current = directory; ; current = dirname(current)) {
    const { uid, gid, mode } = await stat(current)
    const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0
    if (((mode >> shift) & 1) === 0) return false
    if (dirname(current) === current) return true
  }
}
