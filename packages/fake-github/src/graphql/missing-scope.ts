import { type DocumentNode, TypeInfo, visit, visitWithTypeInfo } from 'graphql'
import type { Token } from '../tokens/token.js'
import { githubSchema } from './schema.js'

const accepted = ['user:email', 'read:user']

/** Refuses a whole query that asks for the e-mail of a user, where a classic token has no scope for it, as GitHub does. */
export function missingScope(document: DocumentNode, token: Token) {
  const hasScope = token.kind !== 'classic' || [...accepted, 'user'].some((scope) => token.scopes.includes(scope))
  if (hasScope || !asksForEmail(document)) return undefined
  const list = (scopes: readonly string[]) => `[${scopes.map((scope) => `'${scope}'`).join(', ')}]`
  const message = `Your token has not been granted the required scopes to execute this query. The 'email' field requires one of the following scopes: ${list(accepted)}, but your token has only been granted the: ${list(token.scopes)} scopes. Please modify your token's scopes at: https://github.com/settings/tokens.`
  return { type: 'INSUFFICIENT_SCOPES', message }
}

function asksForEmail(document: DocumentNode): boolean {
  const types = new TypeInfo(githubSchema())
  let isAsked = false
  const Field = ({ name }: { name: { value: string } }) => {
    if (name.value === 'email' && types.getParentType()?.name === 'User') isAsked = true
  }
  visit(document, visitWithTypeInfo(types, { Field }))
  return isAsked
}
