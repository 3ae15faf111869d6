import type { Call } from '../server/call.js'
import type { FakeAccount } from '../state/account.js'
import { isoDate } from './iso-date.js'
import { webAddress } from './web-address.js'

/** A login as REST writes it: bots have a suffix. */
export function restLogin(account: FakeAccount): string {
  return account.type === 'Bot' ? `${account.login}[bot]` : account.login
}

/** `simple-user`. */
export function userBody(call: Call, account: FakeAccount) {
  const login = restLogin(account)
  const url = `${call.base}/users/${encodeURIComponent(login.toWellFormed())}`
  return {
    login,
    id: account.id,
    node_id: account.nodeId,
    avatar_url: `${webAddress}/avatars/${account.id}`,
    gravatar_id: '',
    url,
    html_url: `${webAddress}/${account.type === 'Bot' ? `apps/${account.login}` : login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: 'public',
    site_admin: false,
  }
}

/** A user who may be unknown or gone. */
export function userBodyOrNull(call: Call, account: FakeAccount | null) {
  return account && !account.isDeleted ? userBody(call, account) : null
}

/** `public-user`: what a profile adds. */
export function profileBody(call: Call, account: FakeAccount) {
  const owned = [...call.world.repositories.values()].filter(({ owner, isPrivate }) => owner === account && !isPrivate)
  return {
    ...userBody(call, account),
    name: account.name,
    company: null,
    blog: '',
    location: null,
    email: account.publicEmail,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: owned.length,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: isoDate(account.createdAt),
    updated_at: isoDate(account.createdAt),
  }
}
