import { testProvider } from '@data-import/conformance'
import { createClient } from '@data-import/reference-database'
import { adminUrl, isDeep, sampledRules, templateDatabase } from '@data-import/test-kit'
import { describe, it } from 'vitest'
import * as jenkins from './index.js'
import { openFakeJenkins } from './testing/open-jenkins.fixture.js'

describe('the provider keeps the rule', () => {
  testProvider({
    it: sampledRules(it, ['rate limits']),
    provider: jenkins,
    open: openFakeJenkins,
    database: { url: adminUrl(), template: templateDatabase() },
    createClient: (url) => createClient(url, { max: 5, applicationName: 'conformance' }),
    // Two pages of most lists; all of the rules are tried on three.
    pagedRecords: isDeep ? 250 : 130,
    // Ten pages of builds show what fifty do.
    hugeRecords: 1_000,
    windowOf: { PipelineRun: 'createdAt' },
  })
})
