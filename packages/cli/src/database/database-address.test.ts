import { expect, test } from 'vitest'
import { databaseAddress, passwordsOf } from './database-address.js'

test('an address has neither user nor password', () => {
  expect(databaseAddress('postgresql://bob:hunter2@db.acme.test:6543/engineering?sslmode=require')).toBe(
    'db.acme.test:6543/engineering',
  )
  expect(databaseAddress('postgres://localhost/x')).toBe('localhost:5432/x')
  expect(databaseAddress('postgres://u:p%2Fw%23%3F%25@h/x?user=me@server&sslmode=require')).toBe('h:5432/x')
})

test('what is no Postgres connection string is refused with what to do, without a piece of it', () => {
  const wrong: [given: string, says: RegExp][] = [
    ['mysql://bob:hunter2@wonder/x', /one of MySQL/],
    ['prisma+postgres://wonder/?api_key=hunter2', /one of Prisma's own service.*direct address/],
    ['jdbc:postgresql://wonder/x?user=bob&password=hunter2', /Leave out the jdbc:/],
    ['hunter2', /does not begin with postgresql:\/\//],
    ['', /does not begin with/],
    ['bob:hunter2@wonder:5432/x', /does not begin with/],
    ['postgres//bob:hunter2@wonder/x', /does not begin with/],
    ['postgresql:/bob:hunter2@wonder/x', /does not begin with/],
    [' postgresql://bob:hunter2@wonder/x', /a space or a line break around it/],
    ['postgresql://bob:hunter2@wonder/x\n', /a space or a line break around it/],
    ['"postgresql://bob:hunter2@wonder/x"', /in quotes/],
    ["'postgresql://bob:hunter2@wonder/x'", /in quotes/],
    ['host=wonder user=bob password=hunter2', /list of key=value/],
  ]
  for (const [given, says] of wrong) {
    const message = messageFor(given)
    expect(message).toMatch(says)
    expect(message).not.toMatch(/hunter2|bob|wonder/)
  }
})

test('a password with letters that end an address is told to be encoded, and no piece of it is taken for the host', () => {
  for (const letter of [
    '@',
    '#',
    '/',
    '?',
    '%',
    ':',
    '[',
    ']',
    '\\',
    '@12/',
    '12#',
    '12?',
    '12/',
    '#@',
    '%zz',
    '?a=b/',
  ]) {
    for (const place of [`${letter}hunter2`, `hun${letter}ter2`, `hunter2${letter}`, `1${letter}2`]) {
      const given = `postgresql://bob:${place}@wonder.test:5432/x`
      const address = addressOf(given)
      if (address !== undefined) expect(address, given).toBe('wonder.test:5432/x')
      else expect(messageFor(given), given).toMatch(/@ as %40(?!.*(hun|ter2|bob|wonder))/)
    }
  }
})

test('finds passwords wherever a connection string has them', () => {
  expect(passwordsOf('postgresql://bob:p%40ss@db/x?password=other')).toEqual(['p%40ss', 'p@ss', 'other', 'other'])
  expect(passwordsOf('nonsense')).toEqual([])
  expect(passwordsOf('postgresql://bob:hun#ter2@db/x')).toEqual(['hun#ter2'])
})

function addressOf(given: string): string | undefined {
  try {
    return databaseAddress(given)
  } catch {
    return undefined
  }
}

function messageFor(given: string): string {
  try {
    databaseAddress(given)
    return 'nothing was said'
  } catch (error) {
    return (error as Error).message
  }
}
