import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { runNode } from './child-process.mjs'
import { prepare } from './prepare.mjs'
import { main } from './step.mjs'
import { root } from './workspace.mjs'

/** Prepares the checkout and runs vitest with the given arguments; the last line is `N passed, N failed`. */
await main(async () => {
  await prepare()
  const folder = mkdtempSync(join(tmpdir(), 'data-import-test-'))
  const report = process.env.DATA_IMPORT_TEST_REPORT ?? join(folder, 'report.json')
  try {
    const { code } = await runNode(join(root, 'node_modules/vitest/vitest.mjs'), [
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...process.argv.slice(2),
    ])
    process.stdout.write(`${slowestFiles(report)}${countLine(report)}\n`)
    return code
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

/** The ten files that took longest, where there are more. */
function slowestFiles(report) {
  if (!existsSync(report)) return ''
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
  if (testResults.length <= 10) return ''
  const files = testResults
    .map(({ name, startTime, endTime }) => ({ file: relative(root, name), seconds: (endTime - startTime) / 1_000 }))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, 10)
  const lines = files.map(({ file, seconds }) => `${seconds.toFixed(1).padStart(8)} s  ${file}`)
  return `The slowest files:\n${lines.join('\n')}\n`
}

function countLine(report) {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
    // A file that doesn't load has no tests to count, and fails all the same.
    const brokenFiles = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
    return `${numPassedTests} passed, ${numFailedTests + brokenFiles.length} failed`
  } catch {
    return '0 passed, 1 failed'
  }
}
