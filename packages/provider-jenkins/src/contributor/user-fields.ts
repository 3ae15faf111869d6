import type { ContributorRow } from '@data-import/model'
import { type Fields, objectsOf, textOf } from '../record/values.js'

/** `name` ← `fullName`, `email` ← `property[].address`; what Jenkins doesn't say is left as it is. */
export function userFields(user: Fields): Partial<ContributorRow> {
  const name = textOf(user.fullName)
  const email = objectsOf(user.property).flatMap(({ address }) => textOf(address) ?? [])[0]
  return { ...(name !== null && { name }), ...(email !== undefined && { email }) }
}
