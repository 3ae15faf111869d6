import { defineConfiguration } from '@data-import/core/provider'

/** The configuration keys of a `JENKINS` data source. */
export const configuration = defineConfiguration([
  {
    key: 'JENKINS_URL',
    description: 'Address of Jenkins, with its prefix: https://ci.acme.example/jenkins',
    format: 'url',
    isRequired: true,
  },
  {
    key: 'JENKINS_USER',
    description: 'Id of the user to whom the token belongs. Without one: what everybody may read',
  },
  { key: 'JENKINS_TOKEN', description: "The user's API token, from Security in the user's settings", isSecret: true },
  {
    key: 'JENKINS_FOLDERS',
    description: 'Only these folders and what is in them, by full name (team/apps), one a line. Default: everything',
  },
  {
    key: 'JENKINS_INCLUDE',
    description: 'Only jobs whose full name, or a folder of it, matches one of these patterns, one a line: team/*',
  },
  { key: 'JENKINS_EXCLUDE', description: 'Not the jobs that match one of these patterns' },
  { key: 'JENKINS_SINCE', description: 'Start of the first import, such as 2025-01-31. Default: all builds' },
])
