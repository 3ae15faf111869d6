import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const folder = fileURLToPath(new URL('..', import.meta.url))

it('imports from five vendors and answers a question across them', () => {
  const printed = execFileSync(process.execPath, ['--import', 'tsx', 'start.ts'], { cwd: folder, encoding: 'utf8' })
  const rows = printed
    .split('\n')
    .filter((line) => /^ ?acme\//.test(line))
    .map((line) => line.trim().split(/[\s|│]+/))
  expect(rows).toEqual([
    ['acme/api', 'GITLAB', 'GITLAB', '5', '36', '132', '88'],
    ['acme/shop', 'GITHUB', 'JENKINS', '16', '120', '450', '88'],
    ['acme/web', 'GITHUB', 'CIRCLECI', '16', '18', '66', '88'],
  ])
})
