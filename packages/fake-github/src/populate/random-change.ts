import { pick, wholeNumber } from '@data-import/fake-server'
import type { FakeOwner } from '../fake-owner.js'
import { gitChanges } from './git-changes.js'
import type { Change } from './made-up-kind.js'
import { madeUpKinds } from './made-up-kinds.js'

const changes: readonly (readonly [name: string, change: Change])[] = [
  ...Object.entries(gitChanges),
  ...madeUpKinds.flatMap(({ changes }) => Object.entries(changes)),
]

/** How often another kind of change is tried before a push is made, which always can be. */
const attempts = 50

/** Makes one change of any kind and says which; the same `random` on the same organization gives the same change. */
export async function randomChange(owner: FakeOwner, random: () => number): Promise<string> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const [first, ...rest] = owner.repositories()
    if (!first) break
    const repository = pick(random, [first, ...rest])
    const [name, change] = changes[wholeNumber(random, 0, changes.length - 1)] ?? ['push', gitChanges.push]
    const where = repository.fullName
    if (await change(repository, random)) return `${name} ${where}`
  }
  const made = await owner.addRepository({ name: `made-up-${wholeNumber(random, 1, 1e9)}`, commits: 1 })
  return `added ${made.fullName}`
}
