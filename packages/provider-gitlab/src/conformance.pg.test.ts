import { testProvider } from '@data-import/conformance'
import { createClient } from '@data-import/reference-database'
import { adminUrl, isDeep, sampledRules, templateDatabase } from '@data-import/test-kit'
import { describe, it } from 'vitest'
import * as gitlab from './index.js'
import { openFakeGitlab } from './testing/open-gitlab.fixture.js'

describe('the provider keeps the rule', () => {
  testProvider({
    it: sampledRules(it),
    provider: gitlab,
    open: openFakeGitlab,
    database: { url: adminUrl(), template: templateDatabase() },
    createClient: (url) => createClient(url, { max: 5, applicationName: 'conformance' }),
    // Two pages of most lists; all of the rules are tried on three.
    pagedRecords: isDeep ? 250 : 130,
    // Ten pages of commits show what fifty do.
    hugeRecords: 1_000,
    windowOf: { Issue: 'updatedAt', PullRequest: 'updatedAt' },
    overlapMs: 2 * 3_600_000,
  })
})
