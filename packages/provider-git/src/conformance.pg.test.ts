import { testProvider } from '@data-import/conformance'
import { createClient } from '@data-import/reference-database'
import { adminUrl, sampledRules, templateDatabase } from '@data-import/test-kit'
import { describe, it } from 'vitest'
import { openRepositories } from './conformance-repositories.fixture.js'
import * as provider from './index.js'

describe('the provider keeps the rule', () => {
  testProvider({
    it: sampledRules(it, ['crash at every page']),
    provider,
    open: openRepositories,
    database: { url: adminUrl(), template: templateDatabase() },
    createClient: (url) => createClient(url, { max: 5, applicationName: 'conformance' }),
  })
})
