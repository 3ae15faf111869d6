import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

test('three workers import a repository, and stop', () => {
  const repository = mkdtempSync(join(tmpdir(), 'workers-example-'))
  const author = ['-c', 'user.name=Ada Example', '-c', 'user.email=ada@acme.example']
  for (const words of [
    ['init', '--quiet'],
    [...author, 'commit', '--quiet', '--allow-empty', '-m', 'Begin'],
  ]) {
    assert.equal(spawnSync('git', words, { cwd: repository }).status, 0)
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, ['start.mjs', repository], { encoding: 'utf8' })
  assert.equal(status, 0, stdout + stderr)
  for (const number of [1, 2, 3]) assert.match(stdout, new RegExp(`worker ${number} +Worker \\d+ .*takes runs`))
  assert.match(stdout, /commit +COMPLETED/)
})
