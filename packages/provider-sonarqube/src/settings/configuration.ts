import { defineConfiguration } from '@data-import/core/provider'

/** The configuration keys of a `SONARQUBE` data source. */
export const configuration = defineConfiguration([
  {
    key: 'SONARQUBE_URL',
    description:
      'Address of the server, such as https://sonarqube.acme.example; with an organization, that of the Cloud',
    format: 'url',
    oneOf: 'server',
  },
  {
    key: 'SONARQUBE_ORGANIZATION',
    description: 'Key of an organization of SonarQube Cloud',
    oneOf: 'server',
  },
  {
    key: 'SONARQUBE_TOKEN',
    description: 'User token, from My Account > Security. Tokens for analyses may read too little',
    isSecret: true,
    isRequired: true,
  },
  {
    key: 'SONARQUBE_PROJECTS',
    description: 'Only projects with these keys, one a line or separated by commas; * stands for any characters',
  },
  {
    key: 'SONARQUBE_METRICS',
    description: 'Keys of the metrics to import, separated by commas, instead of the usual ones',
  },
  { key: 'SONARQUBE_SINCE', description: 'Oldest analyses to import, such as 2025-01-31; default: all' },
])
