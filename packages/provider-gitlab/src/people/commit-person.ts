import type { ContributorRow } from '@data-import/model'
import { textOf } from '../record/values.js'

/** `ID-USERNAME@users.noreply.HOST`: https://docs.gitlab.com/user/profile/#use-an-automatically-generated-private-commit-email */
const noreply = /^(\d+)-([^@]+)@users\.noreply\.[^@]+$/i
/** As long as an e-mail address can be; a longer one is none, and an index would refuse it. */
const longestEmail = 320

/** Before the address in the `externalId` of somebody without an account. */
export const emailPrefix = 'email:'

/** The address that identifies somebody without an account. */
export function emailKey(email: unknown): string | null {
  const address = textOf(email)?.trim().toLowerCase() ?? ''
  return address === '' || address.length > longestEmail ? null : address
}

/**
 * The row of a commit's author or committer: GitLab tells no account of theirs. By the account whose address it is, where that is
 * known or the address carries its number; else by lower-case e-mail (`email:…`). Null where there is no address.
 */
export function commitPersonRow(
  person: { name: unknown; email: unknown },
  accountsByEmail: ReadonlyMap<string, string>,
): ContributorRow | null {
  const address = emailKey(person.email)
  if (address === null) return null
  const account = accountsByEmail.get(address)
  if (account !== undefined) return { externalId: account }
  // Not with the name in it, which is the one that the account had when the address was made.
  const id = noreply.exec(address)?.[1]
  if (id !== undefined) return { externalId: id }
  const name = textOf(person.name)
  return { externalId: `${emailPrefix}${address}`, email: address, ...(name !== null && { name }) }
}
