import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { testRepository } from '../test-repository.js'
import { readMailmap } from './mailmap.js'

const text = 'Ann <ann@acme.example> <ann@old.example>\n'

it('reads the file at the top of a commit, as that commit has it', async () => {
  const { commit, open } = testRepository()
  const before = commit('one', { 'a.txt': 'a' })
  const head = commit('two', { '.mailmap': text, 'folder/.mailmap': 'another' })
  const repository = await open()
  expect(await readMailmap(repository, head)).toBe(text)
  expect(await readMailmap(repository, before)).toBeNull()
})

it('takes no link, no folder, no binary and no file of more than 256 KiB for one', async () => {
  for (const content of [Buffer.from([0xff, 0xfe, 0]), 'a'.repeat(256 * 1024 + 1)]) {
    const { commit, open } = testRepository()
    expect(await readMailmap(await open(), commit('one', { '.mailmap': content }))).toBeNull()
  }
  const linked = testRepository()
  symlinkSync('/etc/passwd', join(linked.folder, '.mailmap'))
  expect(await readMailmap(await linked.open(), linked.commit('link', { a: 'a' }))).toBeNull()
  const folder = testRepository()
  expect(await readMailmap(await folder.open(), folder.commit('folder', { '.mailmap/a': 'a' }))).toBeNull()
})

it('can not tell where the file is missing or damaged, and fails nothing', async () => {
  const { commit, git, folder, open } = testRepository()
  const head = commit('one', { '.mailmap': text })
  const id = git('rev-parse', `${head}:.mailmap`)
  rmSync(join(folder, '.git', 'objects', id.slice(0, 2), id.slice(2)))
  expect(await readMailmap(await open(), head)).toBeUndefined()
})
