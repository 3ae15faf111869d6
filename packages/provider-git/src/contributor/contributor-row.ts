import type { ContributorRow } from '@data-import/model'
import type { Person } from '../git/parse-person.js'
import { boundedId } from '../sources/source.js'

/** Longest text of a contributor that goes into an index. */
const longestEmail = 1000

/** `email:<lower-case e-mail>`, else `name:<name>`; null for nobody. */
export function contributorExternalId({ name, email }: Person): string | null {
  if (email !== '') return boundedId(`email:${email.toLowerCase()}`)
  return name === '' ? null : boundedId(`name:${name}`)
}

/** A contributor's row, or null for nobody. What a commit doesn't say is left as it is. */
export function contributorRow(person: Person): ContributorRow | null {
  const externalId = contributorExternalId(person)
  if (externalId === null) return null
  return {
    externalId,
    ...(person.name !== '' && { name: person.name }),
    ...(person.email !== '' && { email: person.email.toLowerCase().slice(0, longestEmail) }),
    ...(isBot(person) && { isBot: true }),
  }
}

/** The mark that code hosts give to accounts of programs. */
function isBot({ name, email }: Person): boolean {
  return name.endsWith('[bot]') || email.includes('[bot]@')
}
