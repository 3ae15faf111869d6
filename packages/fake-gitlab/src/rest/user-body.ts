import type { FakeAccount } from '../state/account.js'
import type { World } from '../state/world.js'

/** A user as other records show one. */
export function userBody(world: World, account: FakeAccount) {
  const { id, username, name } = account
  const about = { state: 'active', locked: false, avatar_url: null, web_url: `${world.webUrl}/${username}` }
  return { id, username, name, ...about }
}

/** The same, or null. */
export function userOrNull(world: World, account: FakeAccount | null) {
  return account ? userBody(world, account) : null
}

/** A member. */
export function memberBody(world: World, account: FakeAccount) {
  const { publicEmail } = account
  return {
    ...userBody(world, account),
    ...{ access_level: 30, created_at: '2026-01-01T00:00:00.000Z', expires_at: null, membership_state: 'active' },
    ...(publicEmail !== null && { public_email: publicEmail }),
  }
}
