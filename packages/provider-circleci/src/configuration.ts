import { defineConfiguration } from '@data-import/core/provider'

export const defaultUrl = 'https://circleci.com'
export const defaultRerunDays = 30

/** The configuration keys of a `CIRCLECI` data source. */
export const configuration = defineConfiguration([
  {
    key: 'CIRCLECI_TOKEN',
    description: 'Personal API token, from User Settings > Personal API Tokens; tokens of a project do not work',
    isSecret: true,
    isRequired: true,
  },
  {
    key: 'CIRCLECI_PROJECTS',
    description: 'Slugs of the projects, one a line: gh/acme/web, or circleci/ORG_ID/PROJECT_ID',
    oneOf: 'projects',
  },
  {
    key: 'CIRCLECI_ORGANIZATION',
    description: 'Slug of an organization, such as gh/acme: the projects that run pipelines in it',
    oneOf: 'projects',
  },
  {
    key: 'CIRCLECI_URL',
    description: 'Address of CircleCI; of a server of your own https://HOST',
    format: 'url',
    defaultValue: defaultUrl,
  },
  {
    key: 'CIRCLECI_SINCE',
    description: 'Start of the first import, such as 2025-01-31; default: 90 days ago',
  },
  {
    key: 'CIRCLECI_RERUN_DAYS',
    description: 'How old a pipeline may be whose reruns are still looked for',
    defaultValue: String(defaultRerunDays),
  },
  {
    key: 'CIRCLECI_RERUN_REQUESTS',
    description: 'How many ended pipelines a pass asks for reruns; default: by the number of projects',
  },
])
