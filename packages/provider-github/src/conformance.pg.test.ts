import { testProvider } from '@data-import/core/testing'
import { createClient } from '@data-import/reference-database'
import { adminUrl, templateDatabase } from '@data-import/test-kit'
import { describe, it } from 'vitest'
import * as github from './index.js'
import { createScripts } from './scripts.js'
import { openFakeGithub } from './testing/open-github.fixture.js'

describe('the provider keeps the rule', () => {
  testProvider({
    it,
    // Repeats come after a millisecond instead of a second; what GitHub itself says is waited for.
    provider: { ...github, scripts: createScripts({ retryBaseMs: 1 }) },
    open: openFakeGithub,
    database: { url: adminUrl(), template: templateDatabase() },
    createClient: (url) => createClient(url, { max: 5, applicationName: 'conformance' }),
    // Ten pages of commits show what fifty do.
    hugeRecords: 1_000,
    except: {
      // Not kept yet with 410 on GraphQL; what GitHub itself says of positions is in github-dropped-positions.pg.test.ts.
      'refused positions':
        'every list of GraphQL has one address, and GitHub refuses a cursor there with an error in a 200',
    },
    windowOf: { Issue: 'updatedAt', PullRequest: 'updatedAt' },
  })
})
