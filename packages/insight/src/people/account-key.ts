/** A contributor as the links of people see it. */
export interface Account {
  contributorId: string
  dataSourceId: string
  externalId: string
  /** The host of its account, such as `github.com`; null where nothing tells it. */
  host: string | null
  /** Whether accounts of that host are GitLab's, whose addresses are written in another way. */
  isGitLab: boolean
  login: string | null
  name: string | null
  email: string | null
  isBot: boolean
}

/** What a contributor is known by: the same for the same account in all data sources. */
export interface AccountKey {
  /** `host/number` of an account, a lower-case address, else something of this contributor alone. */
  key: string
  /** Of an account: where it is. */
  host: string | null
  rule: 'OWN' | 'NOREPLY'
  evidence: string | null
}

/** https://docs.github.com/en/account-and-profile/reference/email-addresses-reference: the number is missing in those before July 2017. */
const noreply = /^(?:(\d+)\+)?([^@+]+)@users\.noreply\.(.+)$/
/** https://docs.gitlab.com/user/profile/#use-an-automatically-generated-private-commit-email */
const noreplyOfGitLab = /^(\d+)-[^@]*@users\.noreply\.(.+)$/

/** Hosts' addresses that hide somebody's own: the account behind it, or only its login. */
export function readNoreply(
  address: string,
  gitLabHosts: ReadonlySet<string>,
): { host: string; number?: string; login?: string } | null {
  const [, id, ofGitLab] = noreplyOfGitLab.exec(address) ?? []
  if (id && ofGitLab && (ofGitLab === 'gitlab.com' || gitLabHosts.has(ofGitLab))) return { host: ofGitLab, number: id }
  const [, number, login, host] = noreply.exec(address) ?? []
  if (!login || !host || host === 'gitlab.com' || gitLabHosts.has(host)) return null
  return number ? { host, number, login } : { host, login }
}

/** Names before the `@` that several people or programs use. */
const roles = new Set([
  ...['root', 'admin', 'administrator', 'ci', 'jenkins', 'build', 'builds', 'dev', 'team', 'info', 'git', 'gitlab'],
  ...['github', 'noreply', 'no-reply', 'nobody', 'user', 'you', 'me', 'test', 'support', 'hello', 'ubuntu', 'vagrant'],
])

/** Whether an address can say who somebody is: well formed, of a real domain, and nobody's role. */
export function isPersonalAddress(address: string): boolean {
  const [, local, domain] = /^([^\s@<>,;]+)@([a-z0-9.-]+\.[a-z][a-z0-9-]+)$/.exec(address) ?? []
  if (!local || !domain || roles.has(local.split('+')[0] ?? '')) return false
  if (/(^|\.)(local|localhost|localdomain|invalid|test|internal|lan)$/.test(domain)) return false
  return !/(^|\.)example\.[a-z]+$/.test(domain) && !domain.startsWith('users.noreply.')
}

/** Accounts of hosts themselves and of people who are gone. */
export function isNobody({ login, email }: Pick<Account, 'login' | 'email'>): boolean {
  return ['web-flow', 'ghost'].includes(login?.toLowerCase() ?? '') || email?.toLowerCase() === 'noreply@github.com'
}

/** By what a contributor is known. */
export function accountKey(account: Account, gitLabHosts: ReadonlySet<string>): AccountKey {
  const own = (key: string): AccountKey => ({ key, host: null, rule: 'OWN', evidence: null })
  const alone = () => own(`contributor:${account.contributorId}`)
  if (account.externalId.startsWith('name:')) return alone()
  if (account.externalId.startsWith('email:')) {
    const address = (account.email ?? account.externalId.slice('email:'.length)).trim().toLowerCase()
    const hidden = readNoreply(address, gitLabHosts)
    if (hidden?.number) {
      return { key: `${hidden.host}/${hidden.number}`, host: hidden.host, rule: 'NOREPLY', evidence: address }
    }
    return hidden || isPersonalAddress(address) ? own(address) : alone()
  }
  const host = account.host ?? `source:${account.dataSourceId}`
  return { key: `${host}/${account.externalId}`, host, rule: 'OWN', evidence: null }
}
