import { ConfigurationError } from '@data-import/core'
import { type Access, isSame, refusal } from './local-access.js'

const shortest = 12

/**
 * Lets in who knows the password: a browser asks for it (any name), a program sends it as `Authorization: Bearer`.
 * @throws {ConfigurationError} for a short one.
 */
export function createPasswordAccess(password: string): Access {
  if (password.length < shortest) {
    throw new ConfigurationError(`The password for the dashboard has to have at least ${shortest} characters.`)
  }
  return (request) =>
    isSame(passwordOf(request.headers.get('authorization') ?? ''), password)
      ? undefined
      : refusal(401, 'The dashboard asks for its password.', {
          'www-authenticate': 'Basic realm="data-import", charset="UTF-8"',
        })
}

function passwordOf(authorization: string): string | undefined {
  const [, scheme = '', given = ''] = /^(\S+) +(.*)$/s.exec(authorization) ?? []
  if (scheme.toLowerCase() === 'bearer') return given
  if (scheme.toLowerCase() !== 'basic') return undefined
  const text = Buffer.from(given, 'base64').toString('utf8')
  return text.includes(':') ? text.slice(text.indexOf(':') + 1) : undefined
}
