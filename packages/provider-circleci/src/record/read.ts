import { incomplete } from '../client/lists.js'

/**
 * Null where CircleCI says none, and for what is no instant as its API writes them: ISO 8601. One without a zone is taken for UTC,
 * and not for the zone of this machine.
 */
export function instantOf(value: unknown): Date | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}T/.test(value)) return null
  const date = new Date(/T[\d:.]+$/.test(value) ? `${value}Z` : value)
  return Number.isNaN(date.getTime()) ? null : date
}

/** Null for an empty text, and for what is none. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

/** A whole number, also where it comes as text; null for anything else. */
export function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null
}

/**
 * An id of CircleCI's, as text.
 * @throws {TransientError} for anything else: a row by a made-up name would take in all records without one
 */
export function idOfRecord(kind: string, id: unknown): string {
  const text = typeof id === 'number' ? String(numberOf(id) ?? '') : textOf(id)
  if (text) return text
  throw incomplete(`a ${kind} without its id`)
}

/** Milliseconds from one instant to another; null where one isn't known, or the second comes first. */
export function durationOf(from: Date | null, to: Date | null): number | null {
  const milliseconds = from && to ? to.getTime() - from.getTime() : -1
  return milliseconds >= 0 ? milliseconds : null
}
