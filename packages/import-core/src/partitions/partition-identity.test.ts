import { expect, it } from 'vitest'
import { createRedactor } from '../secrets/create-redactor.js'
import { partitionIdentity } from './partition-identity.js'

const redact = createRedactor(['first-secret', 'second-secret']).text
const identityOf = (key: string, name?: string) => {
  const identity = partitionIdentity({ key, ...(name && { name }) }, redact)
  if (typeof identity === 'string') throw new Error(identity)
  return identity
}

it('keeps two partitions apart whose keys differ in nothing but a secret, and shows neither secret', () => {
  const keys = [
    'shop/first-secret',
    'shop/second-secret',
    'https://a:password1@acme.example',
    'https://b:password2@acme.example',
  ]
  const identities = keys.map((key) => identityOf(key))
  expect(new Set(identities.map(({ ledgerKey }) => ledgerKey)).size).toBe(4)
  expect(identities.map(({ name }) => name)).toEqual([
    'shop/***',
    'shop/***',
    'https://***@acme.example',
    'https://***@acme.example',
  ])
  expect(JSON.stringify(identities.map(({ ledgerKey, name }) => [ledgerKey, name]))).not.toMatch(/secret|password/)
})

it('gives a key the same place in the ledger each time, and its own where it holds no secret', () => {
  expect(identityOf('shop/first-secret')).toEqual(identityOf('shop/first-secret'))
  expect(identityOf('shop/website', 'website')).toEqual({
    key: 'shop/website',
    ledgerKey: 'shop/website',
    name: 'website',
  })
})
