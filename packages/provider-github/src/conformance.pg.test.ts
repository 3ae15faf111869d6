import { testProvider } from '@data-import/conformance'
import { createClient } from '@data-import/reference-database'
import { adminUrl, isDeep, sampledRules, templateDatabase } from '@data-import/test-kit'
import { describe, it } from 'vitest'
import * as github from './index.js'
import { createScripts } from './scripts.js'
import { openFakeGithub } from './testing/open-github.fixture.js'

describe('the provider keeps the rule', () => {
  testProvider({
    it: sampledRules(it),
    // Repeats come after a millisecond instead of a second; what GitHub itself says is waited for.
    provider: { ...github, scripts: createScripts({ retryBaseMs: 1 }) },
    open: openFakeGithub,
    database: { url: adminUrl(), template: templateDatabase() },
    createClient: (url) => createClient(url, { max: 5, applicationName: 'conformance' }),
    // Two pages of most lists; all of the rules are tried on three.
    pagedRecords: isDeep ? 250 : 130,
    // Ten pages of commits show what fifty do.
    hugeRecords: 1_000,
    // Check suites don't tell them, and what is asked again after a fault is asked of the list of jobs, which does.
    notCompared: { Job: ['createdAt', 'queuedMs'] },
    windowOf: { Issue: 'updatedAt', PullRequest: 'updatedAt' },
  })
})
