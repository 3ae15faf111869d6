import { testProvider } from '@data-import/conformance'
import { createClient } from '@data-import/reference-database'
import { adminUrl, isDeep, sampledRules, templateDatabase } from '@data-import/test-kit'
import { describe, it } from 'vitest'
import * as sonarqube from './index.js'
import { createScripts } from './scripts.js'
import { openFakeSonarqube } from './testing/open-sonarqube.fixture.js'

describe('the provider keeps the rule', () => {
  testProvider({
    it: sampledRules(it),
    provider: { ...sonarqube, scripts: createScripts(isDeep ? {} : { retries: 1 }) },
    open: openFakeSonarqube,
    database: { url: adminUrl(), template: templateDatabase() },
    createClient: (url) => createClient(url, { max: 5, applicationName: 'conformance' }),
    // Two pages of most lists; all of the rules are tried on three.
    pagedRecords: isDeep ? 250 : 130,
    hugeRecords: 2_000,
  })
})
