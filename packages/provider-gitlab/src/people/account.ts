import type { ContributorRow } from '@data-import/model'
import { flagOf, idOrNull, textOf } from '../record/values.js'

/** A user as REST and GraphQL show one: https://docs.gitlab.com/api/users/ */
export interface GitlabUser {
  id?: number | string | null
  username?: string | null
  name?: string | null
  web_url?: string | null
  webUrl?: string | null
  bot?: boolean | null
  email?: string | null
  public_email?: string | null
}

/** A user that a row refers to. */
export interface Account {
  /** Null for the stand-in of deleted users, and where GitLab gives none. */
  id: string | null
  username: string
  row: ContributorRow | null
}

/** GitLab shows what deleted users left behind as this one's: https://docs.gitlab.com/user/profile/account/delete_account/ */
const ghost = /^ghost\d*$/
/** https://docs.gitlab.com/user/project/settings/project_access_tokens/#bot-users-for-projects */
const bot = /^(project|group)_\d+_bot(_|\d|$)/

/**
 * Null for nobody. `externalId` ← `id`; `login` ← `username`; `name`; `url` ← `web_url`; `email` ← `email` of administrators'
 * answers, else `public_email`; `isBot` ← `bot`, else true for the users of project and group tokens, and left as it is otherwise.
 */
export function accountOf(user: GitlabUser | null | undefined): Account | null {
  const username = textOf(user?.username)
  if (!user || username === null) return null
  const id = ghost.test(username) ? null : idOrNull(user.id)
  if (id === null) return { id: null, username, row: null }
  const isBot = flagOf(user.bot) ?? (bot.test(username) ? true : null)
  const name = textOf(user.name)
  const url = textOf(user.web_url) ?? textOf(user.webUrl)
  const email = textOf(user.email) ?? textOf(user.public_email)
  const row: ContributorRow = {
    externalId: id,
    login: username,
    ...(name !== null && { name }),
    ...(url !== null && { url }),
    ...(email !== null && { email }),
    ...(isBot !== null && { isBot }),
  }
  return { id, username, row }
}
