import { createQuota } from '../limits/quota.js'
import type { FakeAccount } from '../state/account.js'
import type { World } from '../state/world.js'
import type { Token, TokenOptions } from './token.js'

const prefixes = { classic: 'ghp_', 'fine-grained': 'github_pat_', installation: 'ghs_' } as const
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Grants a token. */
export function addToken(
  world: World,
  options: Omit<TokenOptions, 'kind'> & {
    readonly kind?: Token['kind']
    readonly value?: string
    readonly viewer: FakeAccount | null
    readonly expiresAt?: Date
  },
): Token {
  const kind = options.kind ?? (options.missing ? 'fine-grained' : 'classic')
  const limit = options.limit ?? 5_000
  const token: Token = {
    value: options.value ?? `${prefixes[kind]}${randomLetters(world.random)}`,
    kind,
    owners: new Set(options.owners.map((owner) => owner.toLowerCase())),
    scopes: options.scopes ?? ['repo', 'read:org', 'read:user'],
    missing: new Set(options.missing ?? []),
    viewer: options.viewer,
    expiresAt: options.expiresAt ?? null,
    core: createQuota(limit),
    graphql: createQuota(limit),
  }
  world.tokens.set(token.value, token)
  return token
}

function randomLetters(random: () => number): string {
  return Array.from({ length: 36 }, () => letters[Math.floor(random() * letters.length)]).join('')
}
