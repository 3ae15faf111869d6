import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { applyEdits, diffOfEdits } from './apply-edits.js'
import { replaceLine } from './edit.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-import-edits-'))
})
afterEach(() => rm(folder, { recursive: true }))

const file = 'app.ts'
const edits = [
  { file, line: 1, change: 'add', insertion: 'a\nb' },
  replaceLine(file, 2, 'TWO'),
  { file, line: 3, change: 'for people' },
]

test.each(['\n', '\r\n'])('edits are made at their lines, and lines end as they did: %j', async (ending) => {
  await writeFile(join(folder, file), ['one', 'two', 'three', ''].join(ending))
  expect(await diffOfEdits(folder, edits)).toBe('app.ts:1\n+ a\n+ b\napp.ts:2\n- two\n+ TWO\n')
  const left = await applyEdits(folder, edits)
  expect(await readFile(join(folder, file), 'utf8')).toBe(['one', 'a', 'b', 'TWO', 'three', ''].join(ending))
  expect(left).toEqual([{ file, line: 5, change: 'for people' }])
})
