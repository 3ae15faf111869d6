import { expect, it } from 'vitest'
import { isAbsent } from './node-binaries.mjs'

it.each(['E404', 'ETARGET', 'EBADPLATFORM'])('a Node that npm answers with %s is one that it does not have', (code) => {
  expect(isAbsent(`npm error code ${code}\nnpm error what it means\n`)).toBe(true)
})

it.each(['ECONNRESET', 'ETIMEDOUT', 'EINTEGRITY', 'ENOSPC'])('%s is a download that failed', (code) => {
  expect(isAbsent(`npm error code ${code}\nnpm error see E404 elsewhere\n`)).toBe(false)
})
