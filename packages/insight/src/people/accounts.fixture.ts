import type { Account } from './account-key.js'

type Given = Partial<Account> & { id: string }

/** An account of GitHub, unless something else is said. */
export function account({ id, ...more }: Given): Account {
  return {
    ...{ contributorId: id, dataSourceId: 'github', externalId: id, host: 'github.com', isGitLab: false },
    ...{ login: null, name: null, email: null, isBot: false, ...more },
  }
}
/** An account of a GitLab server. */
export const ofGitLab = (given: Given) =>
  account({ dataSourceId: 'gitlab', host: 'gitlab.acme.dev', isGitLab: true, externalId: given.id, ...given })

/** Who wrote commits under an address. */
export const ofGit = (address: string, more: Partial<Account> = {}) =>
  account({
    ...{
      id: `git ${address}`,
      dataSourceId: 'git',
      host: null,
      externalId: `email:${address}`,
      email: address,
      ...more,
    },
  })
