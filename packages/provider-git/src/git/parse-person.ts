import { decodeText } from './decode-text.js'
import { hidesPunctuation } from './known-encodings.js'

/** Who, and when, as a commit says. */
export interface PersonStamp {
  /** Empty if absent. */
  name: string
  /** Empty if absent. */
  email: string
  /** Null if absent, or outside the years 1 to 9999. */
  at: Date | null
}

/** Seconds of 0001-01-01 and 9999-12-31: outside them an ISO date has another form, which databases refuse. */
const earliest = -62_135_596_800
const latest = 253_402_300_799

const lessThan = 60
const greaterThan = 62

/**
 * Parses `Name <email> seconds zone`, taking the parts where git does: the e-mail from the first `<` to the next
 * `>`, the time after the last `>`. The zone is not used: the seconds are UTC.
 */
export function parsePerson(line: Buffer, encoding: string | undefined): PersonStamp {
  if (encoding !== undefined && hidesPunctuation(encoding)) {
    return parsePerson(Buffer.from(decodeText(line, encoding)), undefined)
  }
  const open = line.indexOf(lessThan)
  const close = line.indexOf(greaterThan, open + 1)
  if (open < 0 || close < 0) {
    return {
      name: textOf(line, encoding).replace(/ [+-]?\d+( [+-]\d{4})?$/, ''),
      email: '',
      at: timeIn(line.toString('latin1')),
    }
  }
  return {
    name: textOf(line.subarray(0, open), encoding),
    email: textOf(line.subarray(open + 1, close), encoding),
    at: timeIn(line.toString('latin1', line.lastIndexOf(greaterThan) + 1)),
  }
}

/** NUL is no part of a name, and an identity with one could not be stored. */
function textOf(bytes: Buffer, encoding: string | undefined): string {
  const text = decodeText(bytes, encoding).trim()
  return text.includes('\0') ? text.replaceAll('\0', '') : text
}

function timeIn(text: string): Date | null {
  const digits = /(?:^|\s)([+-]?\d+)(?:\s+[+-]\d+)?\s*$/.exec(text)?.[1]
  if (digits === undefined) return null
  const seconds = Number(digits)
  return seconds >= earliest && seconds <= latest ? new Date(seconds * 1000) : null
}
