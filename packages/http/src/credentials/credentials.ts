import { ConfigurationError } from '@data-import/core/provider'

/** What a renewal gives. */
export interface IssuedCredentials {
  /** Sent with each request: `{ authorization: 'Bearer …' }`. */
  headers: Readonly<Record<string, string>>
  /** When they end by the vendor's word. Default: when a request is answered 401. */
  expiresAt?: Date
  /** Handed to the next renewal, as a refresh token that works once. */
  refreshToken?: string
}

/** Credentials that expire: an OAuth access token, the token of an app's installation. */
export interface RenewableCredentials {
  /**
   * Names them, so that the scripts of a pass share limits and renewals: the client's id. Must not change when they are
   * renewed; only its hash is kept.
   */
  id: string
  /**
   * Issues the first credentials of a pass, and new ones where the last have expired or were refused (401). Calls never
   * overlap, and one runs to its end even where the pass stops meanwhile: save a refresh token that works once before
   * returning, with `context.saveSetting`.
   *
   * Throw a `ConfigurationError` where somebody has to set new ones: no further request is sent in this pass.
   *
   * @param previous what the last renewal of this pass gave; null at the first
   */
  renew(previous: IssuedCredentials | null): Promise<IssuedCredentials>
}

/** The credentials of one pass. */
export interface CredentialKeeper {
  /** Those to send now, renewed where they have to be. */
  current(renewable: RenewableCredentials): Promise<IssuedCredentials>
  /** The vendor refused these: the next `current` renews, unless that has happened since they were sent. */
  refused(issued: IssuedCredentials): void
}

/** A request takes its time, and clocks differ. */
const marginMs = 30_000

/** Keeps what was issued, and renews once for all who ask at the same time. */
export function createCredentialKeeper(now: () => Date): CredentialKeeper {
  let last: IssuedCredentials | null = null
  let isRefused = false
  let renewal: Promise<IssuedCredentials> | undefined
  const isUsable = (issued: IssuedCredentials) =>
    !isRefused && (issued.expiresAt === undefined || issued.expiresAt.getTime() - marginMs > now().getTime())
  return {
    async current(renewable) {
      if (last && isUsable(last)) return last
      renewal ??= renewable
        .renew(last)
        .then((issued) => {
          if (typeof issued?.headers !== 'object' || issued.headers === null) {
            throw new ConfigurationError('`renew` of the credentials returned no headers.')
          }
          last = { ...issued, headers: { ...issued.headers } }
          isRefused = false
          return last
        })
        .finally(() => {
          renewal = undefined
        })
      return renewal
    },
    refused(issued) {
      if (issued === last) isRefused = true
    },
  }
}
