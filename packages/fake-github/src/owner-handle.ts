import { addRepository } from './changes/add-repository.js'
import type { AccountOptions, FakeOwner } from './fake-owner.js'
import { createRepositoryHandle } from './repository-handle.js'
import type { FakeAccount } from './state/account.js'
import type { World } from './state/world.js'

/** What a test holds of an owner. */
export function createOwnerHandle(world: World, owner: FakeAccount, token: string): FakeOwner {
  const members = () => world.members.get(owner.id) ?? []
  const account = (login: string, options?: AccountOptions) =>
    world.accounts.byLogin(login) ?? world.accounts.add(login, options)
  return {
    login: owner.login,
    id: owner.id,
    nodeId: owner.nodeId,
    token,
    now: world.now,
    addRepository: async (options) => createRepositoryHandle(world, await addRepository(world, owner, options)),
    repositories: () =>
      [...world.repositories.values()]
        .filter((repository) => repository.owner === owner)
        .sort((a, b) => a.id - b.id)
        .map((repository) => createRepositoryHandle(world, repository)),
    addMember(login, options) {
      const member = account(login, options)
      if (!members().includes(member)) world.members.set(owner.id, [...members(), member])
      return member
    },
    removeMember(login) {
      const leaves = world.accounts.byLogin(login)
      world.members.set(
        owner.id,
        members().filter((member) => member !== leaves),
      )
    },
    members: () => members().filter((member) => !member.isDeleted),
    account,
    deleteAccount(login) {
      const deleted = world.accounts.byLogin(login)
      if (deleted) deleted.isDeleted = true
    },
  }
}
