import type { IncomingHttpHeaders } from 'node:http'

/** A value of the configuration that a request carried in a header, as credentials are. */
export interface SentCredential {
  key: string
  header: string
}

/** Shorter values are in many a header by chance. */
const shortest = 8
/** What every request says of itself, or of who sends it. */
const isDescription = /^(host|user-agent|from|referer|origin|connection|date|range|accept.*|content-.*|if-.*)$/
/** `x-tenant`, `api-version` and `x-client-id` name something; a session's id is as good as a password. */
const isName =
  /(^|[-_])(?<!session[-_]?)(tenant|org|organi[sz]ation|workspace|account|project|region|version|user|name|email|id)$/

/**
 * The first value that was sent in a header as credentials are; undefined where none was.
 *
 * @param env configuration that the requests were made with
 * @param mayBeSent whether a key's value is declared secret, or is known to be none
 */
export function sentCredential(
  requests: readonly { headers: IncomingHttpHeaders }[],
  env: Readonly<Record<string, string>>,
  mayBeSent: (key: string) => boolean,
): SentCredential | undefined {
  const values = Object.values(env).filter((value) => value.trim() !== '')
  const judged = Object.entries(env).filter(([key, value]) => !mayBeSent(key) && value.trim() !== '')
  for (const { headers } of requests) {
    for (const [header, value = ''] of Object.entries(headers)) {
      if (isDescription.test(header) || isName.test(header)) continue
      const texts = [value].flat().flatMap((text) => credentialsIn(text, values))
      const sent = judged.find(([, own]) => texts.some((text) => holds(text, own)))
      if (sent !== undefined) return { key: sent[0], header }
    }
  }
  return undefined
}

/** Of `Basic` the password; the name before it only where the password is none of ours, as vendors have it whose token is the name. */
function credentialsIn(header: string, values: readonly string[]): string[] {
  const encoded = /^basic\s+(.+)$/i.exec(header)?.[1]
  if (encoded === undefined) return [header]
  const [name = '', ...rest] = Buffer.from(encoded, 'base64').toString().split(':')
  const password = rest.join(':')
  return values.includes(password) ? [password] : [name, password]
}

function holds(text: string, value: string): boolean {
  return value.length >= shortest ? text.includes(value) : text.replace(/^\w+\s+/, '') === value
}
