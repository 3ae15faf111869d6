import type { ConfigurationKey } from '@data-import/core/provider'
import { defaultApiUrl, defaultMaximumWaitMinutes } from './settings.js'

/** The configuration keys of a `GITHUB` data source. */
export const configuration: readonly ConfigurationKey[] = [
  { key: 'GITHUB_ORG', description: 'Organisation whose repositories are imported', oneOf: 'owner' },
  {
    key: 'GITHUB_USER',
    description: 'User whose repositories are imported, instead of an organisation',
    oneOf: 'owner',
  },
  {
    key: 'GITHUB_TOKEN',
    description:
      'Personal access token, classic or fine-grained; several, one a line, share the work. Without one only public data, 60 requests an hour',
    isSecret: true,
  },
  { key: 'GITHUB_APP_ID', description: 'GitHub App instead of a token: its id' },
  { key: 'GITHUB_APP_PRIVATE_KEY', description: "The App's private key, the content of its .pem file", isSecret: true },
  { key: 'GITHUB_APP_INSTALLATION_ID', description: "The App's installation; default: the owner's" },
  {
    key: 'GITHUB_INCLUDE',
    description: 'Only repositories whose name matches one of these patterns, as in "api-*, web"',
  },
  { key: 'GITHUB_EXCLUDE', description: 'Not the repositories whose name matches one of these patterns' },
  {
    key: 'GITHUB_API_URL',
    description: 'Address of the REST API; of an Enterprise Server https://HOST/api/v3',
    format: 'url',
    defaultValue: defaultApiUrl,
  },
  {
    key: 'GITHUB_SINCE',
    description: 'Start of the first import, such as 2025-01-31; default: everything, runs 90 days',
  },
  {
    key: 'GITHUB_JOB_DETAILS',
    description: 'true: how long each job waited for a runner too, which takes a request for each workflow run',
    defaultValue: 'false',
  },
  {
    key: 'GITHUB_MAXIMUM_WAIT_MINUTES',
    description: 'Longest wait for a limit; beyond it the run ends and the next pass continues',
    defaultValue: String(defaultMaximumWaitMinutes),
  },
]
