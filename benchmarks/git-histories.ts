import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { basename, resolve } from 'node:path'
import type { PrismaClient } from '@data-import/reference-database'
import { commandLinePass } from './command-line-pass.js'
import { type Measurement, sampled } from './measurement.js'

const rounds = 5
/** What `git log` compares as the import does: merges with their first parent, renames found. */
const log = ['log', '--numstat', '--diff-merges=first-parent', '-M', '--format=%H']

/** First imports of histories on this disk by the whole command, each beside `git log` on the same one. */
export async function benchHistories(
  db: PrismaClient,
  connectionString: string,
  folders: readonly string[],
): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  for (const given of folders) {
    const folder = resolve(given)
    const name = basename(folder.replace(/[/]([.]git|repo)$/, ''))
    const ratios: number[] = []
    let peak = 0
    for (let round = 0; round < rounds; round++) {
      const logMs = await timeOfLog(folder)
      const source = await db.dataSource.create({
        data: {
          name: `bench ${name}`,
          organizationId: 'acme',
          provider: 'GIT',
          configs: { create: { key: 'GIT_PATH', value: folder } },
        },
      })
      const { milliseconds, peakMegabytes } = await commandLinePass(connectionString, source.id)
      await db.dataSource.delete({ where: { id: source.id } })
      ratios.push(milliseconds / logMs)
      peak = Math.max(peak, peakMegabytes)
    }
    const what = `whole command, first import of ${name} vs \`git log --numstat\``
    measurements.push(
      sampled({ what, samples: ratios, unit: '×', digits: 2, atMost: 1 }),
      sampled({ what: `peak memory of that command (${name})`, samples: [peak], unit: 'MB', atMost: 195 }),
    )
  }
  return measurements
}

async function timeOfLog(folder: string): Promise<number> {
  const start = performance.now()
  const git = spawn('git', ['-C', folder, ...log], { stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = await once(git, 'close')
  if (code !== 0) throw new Error(`git log ended with ${code} in ${folder}`)
  return performance.now() - start
}
