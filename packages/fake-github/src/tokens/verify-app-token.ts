import { verify } from 'node:crypto'
import type { World } from '../state/world.js'
import type { App } from './app.js'

const longestLifetimeSeconds = 600
/** GitHub lets clocks differ a little. */
const toleranceSeconds = 60

/** The app that signed this JSON web token, if it did so, and lately. */
export function verifyAppToken(world: World, text: string): App | undefined {
  const [header, payload, signature] = text.split('.')
  if (!header || !payload || !signature || readJson(header)?.alg !== 'RS256') return undefined
  const claims = readJson(payload)
  const app = world.apps.get(Number(claims?.iss))
  if (!app || !claims) return undefined
  const signed = Buffer.from(`${header}.${payload}`)
  if (!verify('RSA-SHA256', signed, app.publicKey, Buffer.from(signature, 'base64url'))) return undefined
  const now = world.now().getTime() / 1000
  const issued = Number(claims.iat)
  const expires = Number(claims.exp)
  const isInTime = issued <= now + toleranceSeconds && expires > now
  const isShort = expires - now <= longestLifetimeSeconds + toleranceSeconds
  return isInTime && isShort ? app : undefined
}

function readJson(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return undefined
  }
}
