import type { FakeAccount } from '../state/account.js'
import type { World } from '../state/world.js'

/** A user, as queries see one. */
export function userNode(world: World, { id, name, username, isBot, publicEmail }: FakeAccount) {
  return {
    ...{ id: `gid://gitlab/User/${id}`, name, username, publicEmail: publicEmail ?? '', bot: isBot },
    webUrl: `${world.webUrl}/${username}`,
  }
}
