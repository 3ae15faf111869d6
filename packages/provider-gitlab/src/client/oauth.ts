import { ConfigurationError, HttpError } from '@data-import/core/provider'
import { createHttpSource, type RenewableCredentials } from '@data-import/http'
import type { Credentials } from '../settings.js'
import type { OpeningContext } from './gitlab.js'

interface IssuedTokens {
  access_token?: string
  refresh_token?: string
  expires_in?: number
}

/** Access tokens by OAuth. A refresh token works once, so its successor is stored before the access token is used. */
export function oauthCredentials(
  context: OpeningContext,
  url: string,
  { clientId, clientSecret, refreshToken }: Extract<Credentials, { kind: 'oauth' }>,
): RenewableCredentials {
  return {
    id: clientId,
    async renew(previous) {
      const tokens = createHttpSource(context, { name: 'GitLab sign-in', baseUrl: url })
      const json = {
        grant_type: 'refresh_token',
        client_id: clientId,
        client_secret: clientSecret,
        refresh_token: previous?.refreshToken ?? refreshToken,
      }
      const { body } = await tokens.post<IssuedTokens | null>('/oauth/token', { json }).catch((error: unknown) => {
        throw refused(error)
      })
      const { access_token, refresh_token, expires_in } = body ?? {}
      if (!access_token) throw new ConfigurationError('GitLab issued no access token for GITLAB_OAUTH_REFRESH_TOKEN.')
      if (refresh_token) await context.saveSetting?.('GITLAB_OAUTH_REFRESH_TOKEN', refresh_token)
      return {
        headers: { authorization: `Bearer ${access_token}` },
        ...(refresh_token && { refreshToken: refresh_token }),
        ...(typeof expires_in === 'number' && { expiresAt: new Date(Date.now() + expires_in * 1_000) }),
      }
    },
  }
}

function refused(error: unknown): unknown {
  const isRefusal = ConfigurationError.isInstance(error) || (HttpError.isInstance(error) && error.status === 400)
  if (!isRefusal) return error
  return new ConfigurationError(
    'GitLab refused to renew the OAuth token: GITLAB_OAUTH_REFRESH_TOKEN was used or revoked, or the application is not the one that it was issued to. Authorise it again and set the new refresh token.',
    { cause: error },
  )
}
