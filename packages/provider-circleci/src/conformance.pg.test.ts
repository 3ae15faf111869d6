import { testProvider } from '@data-import/conformance'
import { createClient } from '@data-import/reference-database'
import { adminUrl, isDeep, sampledRules, templateDatabase } from '@data-import/test-kit'
import { describe, it } from 'vitest'
import * as circleci from './index.js'
import { createScripts } from './scripts.js'
import { openFakeCircleci } from './testing/open-circleci.fixture.js'

describe('the provider keeps the rule', () => {
  testProvider({
    it: sampledRules(it),
    provider: { ...circleci, scripts: createScripts(isDeep ? {} : { retries: 1 }) },
    open: openFakeCircleci,
    database: { url: adminUrl(), template: templateDatabase() },
    createClient: (url) => createClient(url, { max: 5, applicationName: 'conformance' }),
    // Its pages hold twenty, and each pipeline costs a request or two.
    pagedRecords: 70,
    hugeRecords: 300,
    windowOf: { PipelineRun: 'createdAt' },
    overlapMs: 31 * 86_400_000,
  })
})
