import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exampleNames, examplesFolder } from './example-folder.mjs'
import { installExample, npmInExample } from './install-example.mjs'
import { prepare } from './prepare.mjs'
import { main, StepError } from './step.mjs'
import { testCounts } from './test-counts.mjs'

/**
 * Installs the examples, or those that are named, and runs `typecheck` and `test` of each; the last line is
 * `N passed, N failed`: every test, and one for each type check. In CI a skipped test of a page has failed.
 */
await main(async () => {
  const wanted = process.argv.slice(2)
  const names = exampleNames().filter((name) => wanted.length === 0 || wanted.includes(name))
  await prepare({ withTypes: true })
  const reports = mkdtempSync(join(tmpdir(), 'data-import-examples-report-'))
  const total = { passed: 0, failed: 0 }
  try {
    for (const name of names) {
      for (const { passed, failed } of await checkExample(name, join(reports, `${name}.json`))) {
        total.passed += passed
        total.failed += failed
      }
    }
  } finally {
    rmSync(reports, { recursive: true, force: true })
    if (process.env.CI) rmSync(examplesFolder(), { recursive: true, force: true })
  }
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
  return total.failed > 0 || names.length === 0 ? 1 : 0
})

/** @returns what passed and failed: of its installation where that failed, else of its types and of its tests. */
async function checkExample(name, report) {
  try {
    const { folder, manifest } = await installExample(name)
    const types = await npmInExample(folder, ['run', 'typecheck'])
    return [counted(types.code), await test(name, folder, manifest, report)]
  } catch (error) {
    if (!(error instanceof StepError)) throw error
    process.stdout.write(`${error.message}\n`)
    return [counted(1)]
  }
}

/** Runs its tests. Vitest is asked how many there were; other runners count as one. */
async function test(name, folder, manifest, report) {
  const isVitest = /^vitest\b/.test(manifest.scripts.test)
  const flags = ['--', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { code } = await npmInExample(folder, ['test', ...(isVitest ? flags : [])])
  if (!existsSync(report)) return counted(code)
  const counts = testCounts(JSON.parse(readFileSync(report, 'utf8')), { code, isCI: Boolean(process.env.CI) })
  const { skipped, unseenFailed } = counts
  if (skipped > 0) {
    const verdict = unseenFailed > 0 ? `, ${unseenFailed} of them of pages, which count as failed here` : ''
    process.stdout.write(`${name}: ${skipped} tests were skipped${verdict}; the reason is above.\n`)
  }
  return counts
}

function counted(code) {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}
