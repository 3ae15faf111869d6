import { ConfigurationError } from '@data-import/core/provider'
import type { Settings } from '../settings.js'

/** GitHub knows no such account, or hides it: it doesn't tell the two apart. */
export function noAccount(
  { owner, ownerKind }: Pick<Settings, 'owner' | 'ownerKind'>,
  cause?: unknown,
): ConfigurationError {
  const [what, key] = ownerKind === 'organization' ? ['organisation', 'GITHUB_ORG'] : ['user', 'GITHUB_USER']
  return new ConfigurationError(
    `GitHub has no ${what} ${owner}, or the token may not see it: is ${key} right? "data-import sources check" tells more.`,
    { cause },
  )
}
