import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { basename, resolve } from 'node:path'
import type { PrismaClient } from '@data-import/reference-database'
import { childrenProcessorMs } from './children-processor-time.js'
import { commandLinePass } from './command-line-pass.js'
import { type Measurement, sampled } from './measurement.js'

const rounds = 5
/** What `git log` compares as the import does: merges with their first parent, renames found. */
const log = ['log', '--numstat', '--diff-merges=first-parent', '-M', '--format=%H']

/** First imports of histories on this disk, each beside `git log` on the same one: the pass alone and the whole command. */
export async function benchHistories(
  db: PrismaClient,
  connectionString: string,
  folders: readonly string[],
): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  for (const given of folders) {
    const folder = resolve(given)
    const found: Round[] = []
    for (let round = 0; round < rounds; round++) found.push(await compare(db, connectionString, folder))
    measurements.push(...measured(nameOf(folder), found))
  }
  return measurements
}

/** `acme+shop` of `…/acme+shop/repo` and of `…/acme+shop/.git`. */
function nameOf(folder: string): string {
  return basename(folder.replace(/[/]([.]git|repo)$/, ''))
}

/** Of one round, as multiples of `git log`. */
interface Round {
  pass: number
  command: number
  processor: number | undefined
  peakMegabytes: number
}

async function compare(db: PrismaClient, connectionString: string, folder: string): Promise<Round> {
  const logged = await timed(() => runLog(folder))
  const command = await imported(db, folder, async (id) => {
    const ran = await timed(() => commandLinePass(connectionString, id))
    return { ...ran, passMs: await timeOfRuns(db, id) }
  })
  return {
    pass: command.passMs / logged.milliseconds,
    command: command.result.milliseconds / logged.milliseconds,
    processor: command.processorMs && logged.processorMs && command.processorMs / logged.processorMs,
    peakMegabytes: command.result.peakMegabytes,
  }
}

function measured(name: string, found: readonly Round[]): Measurement[] {
  const processor = found.map((round) => round.processor).filter((ratio) => ratio !== undefined)
  const what = (of: string) => `${of}, first import of ${name} vs \`git log --numstat\``
  const ratio = { unit: '×', digits: 2 }
  return [
    sampled({ what: what('pass alone'), samples: found.map(({ pass }) => pass), ...ratio, atMost: 0.8 }),
    sampled({ what: what('whole command'), samples: found.map(({ command }) => command), ...ratio, atMost: 1 }),
    ...(processor.length > 0
      ? [sampled({ what: what('its processor time with its gits'), samples: processor, ...ratio, atMost: 1.6 })]
      : []),
    sampled({
      what: `peak memory of that command (${name})`,
      samples: [Math.max(...found.map(({ peakMegabytes }) => peakMegabytes))],
      unit: 'MB',
      atMost: 195,
    }),
  ]
}

/** From the beginning of the first run to the end of the last: without what the command takes to start and to end. */
async function timeOfRuns(db: PrismaClient, dataSourceId: string): Promise<number> {
  const { _min: first, _max: last } = await db.dataSourceRun.aggregate({
    where: { dataSourceId },
    _min: { startedAt: true },
    _max: { completedAt: true },
  })
  return Number(last.completedAt) - Number(first.startedAt)
}

/** Makes a data source for the folder, and removes it with all that was imported. */
async function imported<Result>(
  db: PrismaClient,
  folder: string,
  run: (dataSourceId: string) => Promise<Result>,
): Promise<Result> {
  const configs = { create: { key: 'GIT_PATH', value: folder } }
  const { id } = await db.dataSource.create({
    data: { name: `bench ${nameOf(folder)}`, organizationId: 'acme', provider: 'GIT', configs },
  })
  try {
    return await run(id)
  } finally {
    await db.dataSource.delete({ where: { id } })
  }
}

/** What something took, with the processor time of the processes that it started. */
async function timed<Result>(run: () => Promise<Result>) {
  const processorBefore = childrenProcessorMs()
  const start = performance.now()
  const result = await run()
  const milliseconds = performance.now() - start
  const processorAfter = childrenProcessorMs()
  const processorMs =
    processorBefore === undefined || processorAfter === undefined ? undefined : processorAfter - processorBefore
  return { result, milliseconds, processorMs }
}

async function runLog(folder: string): Promise<void> {
  const git = spawn('git', ['-C', folder, ...log], { stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = await once(git, 'close')
  if (code !== 0) throw new Error(`git log ended with ${code} in ${folder}`)
}
