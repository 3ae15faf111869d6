import { pick } from '@data-import/fake-server'
import type { FakeAccount } from '../state/account.js'
import type { Person } from '../state/person.js'
import type { World } from '../state/world.js'

/** People whose e-mail belongs to no account. */
const strangers: readonly [Person, ...Person[]] = [
  { name: 'Robin Doe', email: 'robin@build.example.com' },
  { name: 'Zoë Ångström 🦊', email: 'zoe@example.org' },
  { name: 'root', email: 'root@localhost' },
]

/** Who an account is in a commit: by its e-mail, or by its noreply address if it shows none. */
export function personOf(account: FakeAccount, emailIndex = 0): Person {
  const email = account.emails[emailIndex] ?? account.emails[0] ?? `${account.login}@example.com`
  return { name: account.name ?? account.login, email }
}

/** Someone of this world, mostly with an account. */
export function someAccount(world: World): FakeAccount {
  const users = world.accounts.all().filter((account) => account.type === 'User')
  const [first, ...rest] = users
  return first ? pick(world.random, [first, ...rest]) : world.accounts.add('octo', { name: 'Octo Example' })
}

/** Someone for a commit: an account's address, its noreply address, or a stranger's. */
export function somePerson(world: World): Person {
  const dice = world.random()
  if (dice < 0.15) return pick(world.random, strangers)
  return personOf(someAccount(world), dice < 0.3 ? 1 : 0)
}

/** The account that an option names; made if its login is new. Undefined is somebody, null is a deleted user. */
export function accountOf(world: World, who: FakeAccount | string | null | undefined): FakeAccount | null {
  if (who === undefined) return someAccount(world)
  if (typeof who !== 'string') return who
  return world.accounts.byLogin(who) ?? world.accounts.add(who)
}
