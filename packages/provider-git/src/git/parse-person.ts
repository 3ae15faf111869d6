import { decodeText } from './decode-text.js'
import { hidesPunctuation } from './known-encodings.js'

/** Who, as a commit says. */
export interface Person {
  /** Empty if absent. */
  name: string
  /** Empty if absent. */
  email: string
}

/** Who, and when, as a commit says. */
export interface PersonStamp extends Person {
  /** Null if absent, or outside the years 1 to 9999. */
  at: Date | null
}

/** Reads who stands in a line, which has one character a byte. */
export type ReadPerson = (line: string, encoding: string | undefined) => Person

/** Seconds of 0001-01-01 and 9999-12-31: outside them an ISO date has another form, which databases refuse. */
const earliest = -62_135_596_800
const latest = 253_402_300_799

/** Bounds what is remembered: only who writes a repository to do harm has so many names. */
const mostRemembered = 10_000
const longestRemembered = 500

/**
 * Parses `Name <email> seconds zone`, taking the parts where git does: the e-mail from the first `<` to the next
 * `>`. A line has one character a byte.
 */
export function parsePerson(line: string, encoding: string | undefined): Person {
  if (encoding !== undefined && hidesPunctuation(encoding)) return parsePerson(revealed(line, encoding), undefined)
  const open = line.indexOf('<')
  const close = line.indexOf('>', open + 1)
  if (open < 0 || close < 0) {
    return { name: textOf(line, encoding).replace(/ [+-]?\d+( [+-]\d{4})?$/, ''), email: '' }
  }
  return { name: textOf(line.slice(0, open), encoding), email: textOf(line.slice(open + 1, close), encoding) }
}

/** Creates a reader that parses people once: a history has many commits of few people. The same one is the same object. */
export function createPersonReader(): ReadPerson {
  const known = new Map<string, Person>()
  return (line, encoding) => {
    const close = line.indexOf('>', line.indexOf('<') + 1)
    if (encoding !== undefined || !line.includes('<') || close < 0) return parsePerson(line, encoding)
    if (close >= longestRemembered) return parsePerson(line, encoding)
    // A copy: a part of a text keeps the whole header in memory.
    const who = Buffer.from(line.slice(0, close + 1), 'latin1').toString('latin1')
    const found = known.get(who)
    if (found) return found
    if (known.size >= mostRemembered) known.clear()
    const person = parsePerson(who, undefined)
    known.set(who, person)
    return person
  }
}

/** Parses the time after the last `>`. The zone is not used: the seconds are UTC. */
export function parseTime(line: string, encoding: string | undefined): Date | null {
  const readable = encoding !== undefined && hidesPunctuation(encoding) ? revealed(line, encoding) : line
  const open = readable.indexOf('<')
  const hasEmail = open >= 0 && readable.indexOf('>', open + 1) >= 0
  return timeIn(hasEmail ? readable.slice(readable.lastIndexOf('>') + 1) : readable)
}

function revealed(line: string, encoding: string): string {
  return Buffer.from(decodeText(Buffer.from(line, 'latin1'), encoding)).toString('latin1')
}

/** NUL is no part of a name, and an identity with one could not be stored. */
function textOf(bytes: string, encoding: string | undefined): string {
  const text = decodeText(Buffer.from(bytes, 'latin1'), encoding).trim()
  return text.includes('\0') ? text.replaceAll('\0', '') : text
}

function timeIn(text: string): Date | null {
  const digits = (/^ (\d+) [+-]\d{4}$/.exec(text) ?? /(?:^|\s)([+-]?\d+)(?:\s+[+-]\d+)?\s*$/.exec(text))?.[1]
  if (digits === undefined) return null
  const seconds = Number(digits)
  return seconds >= earliest && seconds <= latest ? new Date(seconds * 1000) : null
}
