/** What a webhook says is to be looked at: a partition of a resource. */
export interface Ring {
  resource: string
  /** The partition's key. */
  key?: string
  /** Where the vendor's webhooks don't say that: fields of the state that the partition's last walk has left. */
  state?: Readonly<Record<string, string>>
}

/** Headers of a webhook, such as those of a `Request`; names in any case. */
export interface WebhookHeaders {
  get(name: string): string | null
}

/**
 * How a webhook proves that it comes from the vendor. `hmac`: the header has the hexadecimal HMAC-SHA-256 of the body, behind the prefix.
 * `standard-webhooks`: as https://www.standardwebhooks.com has it, with a secret that begins with `whsec_`. `token`: the
 * header is the secret itself. `path`: the secret is the last part of the address, for vendors that sign nothing; it has at
 * least 22 characters.
 */
export type WebhookProof =
  | { kind: 'hmac'; header: string; prefix: string }
  | { kind: 'standard-webhooks' }
  | { kind: 'token'; header: string }
  | { kind: 'path' }
