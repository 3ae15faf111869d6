import { pick, wholeNumber } from '@data-import/fake-server'
import type { FakePerson } from '../git/commit.js'
import type { FakeAccount } from '../state/account.js'
import { accountNamed, type World } from '../state/world.js'

const usernames = ['ana', 'bo', 'chen', 'dara', 'emil', 'fatima'] as const
const words = ['Parse', 'Mend', 'Add', 'Speed up', 'Document', 'Remove'] as const
const things = ['the parser', 'the queue', 'a test', 'the cache', 'the login', 'the report'] as const

/** One of the usual people. */
export function someAccount(world: World): FakeAccount {
  return accountNamed(world, pick(world.random, usernames))
}

/** A short line of text. */
export function someTitle(world: World): string {
  return `${pick(world.random, words)} ${pick(world.random, things)}`
}

/** Author of a commit: an account's address, or somebody from outside. */
export function somePerson(world: World, date: Date): FakePerson {
  if (world.random() < 0.2) {
    const number = wholeNumber(world.random, 1, 5)
    return { name: `Outside ${number}`, email: `Outside${number}@Elsewhere.example`, date }
  }
  const { id, name, email, username } = someAccount(world)
  const isHidden = world.random() < 0.2
  return { name, email: isHidden ? `${id}-${username}@users.noreply.gitlab.example` : email, date }
}
