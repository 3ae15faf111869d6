import { expect, it } from 'vitest'
import { readCommits } from './read-commits.js'
import { runGit } from './run-git.js'

const gone = '/no-such-folder/web.git'
/** More than a pipe holds, so that git ends before it was written. */
const heads = Array.from({ length: 20_000 }, () => 'a'.repeat(40))

it('a repository that is gone while it is read is an error of that reading alone', async () => {
  const reading = [
    readCommits(gone, heads, [], { commits: new Map(), counts: new Map() }),
    runGit(gone, ['cat-file', '--batch'], heads.join('\n')),
  ]
  for (const one of await Promise.allSettled(reading)) {
    expect(one).toMatchObject({
      status: 'rejected',
      reason: { message: expect.stringMatching(/git .* ended with 128/) },
    })
  }
})
