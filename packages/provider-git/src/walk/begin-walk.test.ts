import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { UnreadableError } from '../git/git-failure.js'
import { testRepository } from '../test-repository.js'
import { unlessHeadWentAway } from './begin-walk.js'

it('reads again what went away while it was read, and asks to repair what is damaged', async () => {
  const { commit, folder, open } = testRepository()
  const head = commit('one')
  const repository = await open()
  const walk = () => Promise.reject(new UnreadableError('git could not read it'))
  await expect(unlessHeadWentAway({ repository, head }, walk)).rejects.toMatchObject({ recovery: 'configure' })
  rmSync(join(folder, '.git/objects', head.slice(0, 2), head.slice(2)))
  await expect(unlessHeadWentAway({ repository, head }, walk)).rejects.toMatchObject({
    recovery: 'retry',
    message: expect.stringMatching(`The commit ${head} went away`),
  })
})
