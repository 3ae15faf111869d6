import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withFolderLock } from './with-folder-lock.js'

/** Counts in a file, under the lock; or takes the lock and keeps it until the process is killed. */
const [folder = '', task = ''] = process.argv.slice(2)
if (task === 'hold') {
  await withFolderLock(folder, async () => {
    process.send?.('held')
    await new Promise((resolve) => process.once('disconnect', resolve))
  })
} else {
  const file = join(folder, 'count')
  for (let turn = 0; turn < Number(task); turn++) {
    await withFolderLock(folder, async () => {
      const count = Number(await readFile(file, 'utf8').catch(() => '0'))
      await writeFile(file, String(count + 1))
    })
  }
}
