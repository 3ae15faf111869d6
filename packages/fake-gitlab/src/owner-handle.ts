import { addProject, type ProjectOptions } from './changes/add-project.js'
import { createProjectHandle, type FakeProjectHandle } from './project-handle.js'
import type { FakeAccount } from './state/account.js'
import { accountNamed, type FakeGroupState, type World } from './state/world.js'

/** A group or a user, with a token that sees all of it. */
export interface FakeOwner {
  /** Path of the group, or name of the user. */
  readonly path: string
  readonly token: string
  addProject(options: ProjectOptions): FakeProjectHandle
  /** Its projects and those of its subgroups, the oldest first. */
  projects(): FakeProjectHandle[]
  /** Somebody of this name, made where there is none. */
  account(username: string, given?: Partial<FakeAccount>): FakeAccount
  /** Adds a member of the group. */
  addMember(username: string): FakeAccount
}

/** Makes the handle. */
export function createOwnerHandle(world: World, path: string, token: string, group: FakeGroupState | null): FakeOwner {
  return {
    path,
    token,
    addProject: (options) => createProjectHandle(world, addProject(world, path, options)),
    projects: () =>
      [...world.projects.values()]
        .filter(({ namespace }) => namespace === path || namespace.startsWith(`${path}/`))
        .map((project) => createProjectHandle(world, project)),
    account: (username, given) => accountNamed(world, username, given),
    addMember(username) {
      const account = accountNamed(world, username)
      group?.members.push(account)
      return account
    },
  }
}
