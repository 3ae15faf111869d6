import { type CheckFinding, ConfigurationError } from '@data-import/core/provider'
import { githubError, rightAddress } from '../client/github-error.js'
import { type Look, type Looked, look } from './look.js'

interface OwnerAccount {
  login: string
  type?: string
}

/**
 * Is there such an organisation or user, and is it the one or the other? An organisation is asked for by the address that
 * demands single sign-on.
 */
export async function lookAtOwner(given: Look): Promise<CheckFinding> {
  const { owner, ownerKind } = given.settings
  const account = await ask(given)
  if (account.status === 404) {
    const key = ownerKind === 'organization' ? 'GITHUB_ORG' : 'GITHUB_USER'
    return { status: 'error', message: `There is no account ${owner}: correct ${key}.` }
  }
  if (account.error) throw githubError(account.error, owner)
  if (typeof account.body?.login !== 'string') throw unknown(account, owner)
  const isOrganization = account.body.type === 'Organization'
  if (isOrganization === (ownerKind === 'organization')) {
    return { status: 'ok', message: `${account.body.login} is ${isOrganization ? 'an organisation' : 'a user'}` }
  }
  return {
    status: 'error',
    message: isOrganization
      ? `${owner} is an organisation: set GITHUB_ORG in place of GITHUB_USER.`
      : `${owner} is a user, not an organisation: set GITHUB_USER in place of GITHUB_ORG.`,
  }
}

async function ask(given: Look): Promise<Looked<OwnerAccount>> {
  const { owner, ownerKind } = given.settings
  if (ownerKind === 'organization') {
    const organization = await look<OwnerAccount>(given, `/orgs/${owner}`)
    if (organization.body?.login) return { ...organization, body: { ...organization.body, type: 'Organization' } }
    if (organization.status !== 404) return organization
  }
  return look<OwnerAccount>(given, `/users/${owner}`)
}

function unknown({ status }: Looked<unknown>, owner: string): ConfigurationError {
  return new ConfigurationError(
    `The server answered ${status} for the account ${owner}, but not as GitHub does: is GITHUB_API_URL right? ${rightAddress}`,
  )
}
