import { createAppAuth } from '@octokit/auth-app'
import { Octokit } from '@octokit/rest'
import type { Settings } from '../settings.js'
import { finalAnswers } from './final-answers.js'
import { optionalFields } from './optional-fields.js'

/** What is used of the client. */
export type GithubOctokit = Pick<Octokit, 'request' | 'hook' | 'graphql'>

/** What the answers look like: https://docs.github.com/en/rest/about-the-rest-api/api-versions */
const apiVersion = '2022-11-28'

const PluggedOctokit = Octokit.plugin(optionalFields, finalAnswers)

/**
 * GitHub's own client for one token. It knows addresses, signs in and tells errors of GraphQL; whatever becomes of a
 * request on its way (limits, repeats, bounds) is the business of `fetch`.
 *
 * @param fetch of requests that don't bring one of their own
 */
export function createOctokit(
  { apiUrl, credentials }: Pick<Settings, 'apiUrl' | 'credentials'>,
  installationId: number | null,
  fetch: typeof globalThis.fetch,
): GithubOctokit {
  const silent = () => undefined
  const octokit = new PluggedOctokit({
    baseUrl: apiUrl,
    userAgent: 'data-import-provider-github',
    log: { debug: silent, info: silent, warn: silent, error: silent },
    // `fetch` has read the answer already: as `body` it hands over what its JSON says.
    request: { fetch, parseSuccessResponseBody: false },
    ...(credentials.kind === 'token' && { auth: credentials.token }),
    ...(credentials.kind === 'app' && {
      authStrategy: createAppAuth,
      auth: { appId: credentials.appId, privateKey: credentials.privateKey, ...(installationId && { installationId }) },
    }),
  })
  octokit.hook.before('request', ({ headers }) => {
    headers['x-github-api-version'] = apiVersion
  })
  return octokit
}
