import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openRepository } from './git/repository-handle.js'
import { temporaryFolder, testRepository } from './test-repository.js'

/** A repository of three commits, read by a git that notes its commands; `rev-list` prints what `listing` makes of its output. */
export async function watchedRepository(listing = 'cat') {
  const repository = testRepository()
  const shas = ['one', 'two', 'three'].map((message) => repository.commit(message)).toReversed()
  const bin = temporaryFolder()
  const notes = join(bin, 'notes')
  writeFileSync(notes, '')
  const real = execFileSync('which', ['git']).toString().trim()
  const script = `#!/bin/bash
for word in "$@"; do case "$word" in
  rev-list) echo rev-list >> '${notes}'; '${real}' "$@" | ${listing}; exit 0;;
  cat-file) echo cat-file >> '${notes}';;
esac; done
exec '${real}' "$@"
`
  writeFileSync(join(bin, 'git'), script, { mode: 0o755 })
  const environment = { ...process.env, PATH: `${bin}:${process.env.PATH}` }
  const handle = await openRepository(repository.folder, environment, new AbortController().signal)
  return {
    repository: handle,
    range: { head: String(shas[0]), bases: [] },
    shas,
    commands: () => readFileSync(notes, 'utf8').split('\n').filter(Boolean).toSorted(),
  }
}
