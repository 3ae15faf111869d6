import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ServerUser } from './server-user.js'

/** Whether another user may enter a folder: it and every folder above must let them through. */
export async function isReachableBy(user: ServerUser, directory: string): Promise<boolean> {
  for (let current = directory; ; current = dirname(current)) {
    const found = await stat(current).catch(() => undefined)
    if (found) {
      const shift = found.uid === user.uid ? 6 : found.gid === user.gid ? 3 : 0
      if (((found.mode >> shift) & 1) === 0) return false
    }
    if (dirname(current) === current) return true
  }
}
