import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exampleNames, examplesFolder } from './example-folder.mjs'
import { installExample, npmInExample } from './install-example.mjs'
import { packPackages } from './pack-packages.mjs'
import { prepare } from './prepare.mjs'
import { main, StepError } from './step.mjs'
import { testCounts } from './test-counts.mjs'
import { workThrough } from './work-through.mjs'

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
    await packPackages()
    // What one prints stands together: whole, once it has ended, unless it is the only one.
    const output = names.length > 1 ? 'capture' : 'inherit'
    await workThrough(longestFirst(names), async (name) => {
      const counts = await checkExample(name, { report: join(reports, `${name}.json`), output })
      for (const { passed, failed } of counts) {
        total.passed += passed
        total.failed += failed
      }
    })
  } finally {
    rmSync(reports, { recursive: true, force: true })
    if (process.env.CI) rmSync(examplesFolder(), { recursive: true, force: true })
  }
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
  return total.failed > 0 || names.length === 0 ? 1 : 0
})

/** The others are done in the time that these take. */
function longestFirst(names) {
  const long = ['remix-app', 'next-app', 'third-party-provider']
  return [...names].sort((one, other) => long.includes(other) - long.includes(one))
}

/** @returns what passed and failed: of its installation where that failed, else of its types and of its tests. */
async function checkExample(name, { report, output }) {
  try {
    const { folder, manifest } = await installExample(name)
    const types = await npmInExample(folder, ['run', 'typecheck'], { output })
    const tests = await test(folder, manifest, report, output)
    const { skipped = 0, unseenFailed } = tests
    const verdict = unseenFailed > 0 ? `, ${unseenFailed} of them of pages, which count as failed here` : ''
    const note = skipped > 0 ? `${name}: ${skipped} tests were skipped${verdict}; the reason is above.\n` : ''
    process.stdout.write(`${types.printed}${tests.printed}${note}`)
    return [counted(types.code), tests]
  } catch (error) {
    if (!(error instanceof StepError)) throw error
    process.stdout.write(`${error.message}\n`)
    return [counted(1)]
  }
}

/** Runs its tests. Vitest is asked how many there were; other runners count as one. */
async function test(folder, manifest, report, output) {
  const isVitest = /^vitest\b/.test(manifest.scripts.test)
  const flags = ['--', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { code, printed } = await npmInExample(folder, ['test', ...(isVitest ? flags : [])], { output })
  if (!existsSync(report)) return { ...counted(code), printed }
  const counts = testCounts(JSON.parse(readFileSync(report, 'utf8')), { code, isCI: Boolean(process.env.CI) })
  return { ...counts, printed }
}

function counted(code) {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}
