import { expect, test } from 'vitest'
import { databaseAddress, passwordsOf } from './database-address.js'

test('an address has neither user nor password', () => {
  expect(databaseAddress('postgresql://bob:hunter2@db.acme.test:6543/engineering?sslmode=require')).toBe(
    'db.acme.test:6543/engineering',
  )
  expect(databaseAddress('postgres://localhost/x')).toBe('localhost:5432/x')
})

test('what is no Postgres connection string is refused without being repeated', () => {
  for (const wrong of ['mysql://bob:hunter2@db/x', 'hunter2', '']) {
    expect(() => databaseAddress(wrong)).toThrow(/not one of Postgres(?!.*hunter2)/)
  }
})

test('finds passwords wherever a connection string has them', () => {
  expect(passwordsOf('postgresql://bob:p%40ss@db/x?password=other')).toEqual(['p%40ss', 'p@ss', 'other', 'other'])
  expect(passwordsOf('nonsense')).toEqual([])
})
