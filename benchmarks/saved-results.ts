import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { type Measurement, median } from './measurement.js'

/** What `--save` writes. */
export interface SavedResults {
  commit: string
  machine: string
  /** Of the last minute, before and after. */
  load: readonly [string, string]
  measurements: readonly Measurement[]
}

/** The commit that is measured; `+` says that files are changed. */
export function measuredCommit(): string {
  try {
    const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim()
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain') === '' ? '' : '+'}`
  } catch {
    return 'unknown'
  }
}

export async function saveResults(file: string, results: SavedResults): Promise<void> {
  await writeFile(file, `${JSON.stringify(results, undefined, 2)}\n`)
}

/** Reads what `--save` wrote. @throws if the file holds something else. */
export async function readResults(file: string): Promise<SavedResults> {
  // What it holds is looked at below.
  const read = JSON.parse(await readFile(file, 'utf8')) as Partial<SavedResults>
  if (!Array.isArray(read.measurements)) throw new Error(`${file} was not written by --save.`)
  return { commit: 'unknown', machine: 'unknown', load: ['', ''], measurements: [], ...read }
}

/** A table of both runs' medians. A change within what either run saw itself is none. */
export function compareResults(before: SavedResults, now: SavedResults): string {
  const earlier = new Map(before.measurements.map((one) => [one.what, one]))
  const lines = now.measurements.flatMap(({ what, samples, unit = '' }) => {
    const old = earlier.get(what)?.samples
    if (!samples || !old) return []
    const [from, to] = [median(old), median(samples)]
    const isApart = Math.min(...samples) > Math.max(...old) || Math.max(...samples) < Math.min(...old)
    const change = isApart ? `${(((to - from) / from) * 100).toFixed(0)} %` : 'none that can be seen'
    return [`| ${what} | ${from.toPrecision(3)} ${unit} | ${to.toPrecision(3)} ${unit} | ${change} |`]
  })
  const machines = before.machine === now.machine ? '' : `The machines differ: ${before.machine}; ${now.machine}\n\n`
  return [`${machines}| what | ${before.commit} | ${now.commit} | change |`, '|---|---|---|---|', ...lines].join('\n')
}
