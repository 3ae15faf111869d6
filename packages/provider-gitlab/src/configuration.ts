import type { ConfigurationKey } from '@data-import/core/provider'
import { defaultMaximumWaitMinutes, defaultUrl } from './settings.js'

/** The configuration keys of a `GITLAB` data source. */
export const configuration: readonly ConfigurationKey[] = [
  { key: 'GITLAB_GROUP', description: 'Group whose projects are imported, with its subgroups', oneOf: 'owner' },
  { key: 'GITLAB_USER', description: 'User whose projects are imported, instead of a group', oneOf: 'owner' },
  {
    key: 'GITLAB_PROJECTS',
    description: 'Projects that are imported, one full path a line, instead of a group',
    oneOf: 'owner',
  },
  {
    key: 'GITLAB_TOKEN',
    description: 'Personal, project or group access token with the scope read_api',
    isSecret: true,
    oneOf: 'credentials',
  },
  {
    key: 'GITLAB_OAUTH_REFRESH_TOKEN',
    description: 'OAuth instead of a token: the refresh token; each renewal stores the next one',
    isSecret: true,
    oneOf: 'credentials',
  },
  { key: 'GITLAB_OAUTH_CLIENT_ID', description: 'OAuth: id of the application' },
  { key: 'GITLAB_OAUTH_CLIENT_SECRET', description: 'OAuth: secret of the application', isSecret: true },
  {
    key: 'GITLAB_URL',
    description: 'Address of GitLab; of a self-managed one https://HOST, with its relative path if it has one',
    format: 'url',
    defaultValue: defaultUrl,
  },
  {
    key: 'GITLAB_INCLUDE',
    description: 'Only projects whose name, or full path, matches one of these patterns, as in "api-*, acme/web/*"',
  },
  { key: 'GITLAB_EXCLUDE', description: 'Not the projects whose name, or full path, matches one of these patterns' },
  {
    key: 'GITLAB_SINCE',
    description: 'Start of the first import, such as 2025-01-31; default: everything, pipelines 90 days',
  },
  {
    key: 'GITLAB_MAXIMUM_WAIT_MINUTES',
    description: 'Longest wait for a limit; beyond it the run ends and the next pass goes on',
    defaultValue: String(defaultMaximumWaitMinutes),
  },
]
