import { idOrNull, instantOf } from '../record/values.js'
import type { Note } from './merge-request.js'

/** In the words of new servers, and of those before drafts had that name. */
const ready =
  /^(un)?marked (this|the) merge request as (\*\*ready\*\*|a \*\*(Work In Progress|draft)\*\*)|^unmarked as a \*\*(Work In Progress|draft)\*\*/i

/** When it was last called ready for review; null where it never was a draft. */
export function readyAtOf(notes: readonly Note[]): Date | null {
  const last = notes.findLast(({ isSystem, body }) => {
    if (!isSystem) return false
    const said = ready.exec(body)
    // "marked … as a draft" is the opposite.
    return said !== null && (/ready/i.test(said[0]) || /^unmarked/i.test(said[0]))
  })
  return instantOf(last?.createdAt)
}

/** When somebody was last asked to review, by name. */
export function requestedAtOf(notes: readonly Note[], username: string): Date | null {
  const last = notes.findLast(
    ({ isSystem, body }) => isSystem && names(body, /requested review from (.*?)(?: and removed|$)/i, username),
  )
  return instantOf(last?.createdAt)
}

/** When such a request was last taken back. */
export function takenBackAtOf(notes: readonly Note[], username: string): Date | null {
  const last = notes.findLast(
    ({ isSystem, body }) => isSystem && names(body, /removed review request for (.*)$/i, username),
  )
  return instantOf(last?.createdAt)
}

function names(body: string, pattern: RegExp, username: string): boolean {
  const listed = pattern.exec(body)?.[1] ?? ''
  return [...listed.matchAll(/@([\w.-]+)/g)].some(
    ([, name]) => name?.replace(/\.+$/, '').toLowerCase() === username.toLowerCase(),
  )
}

/** When somebody last approved, on servers that don't say it with the approval. */
export function approvedAtOf(notes: readonly Note[], userId: string | null, username: string): Date | null {
  const isBy = ({ author }: Note) =>
    (userId !== null && idOrNull(author?.id) === userId) || author?.username === username
  const last = notes.findLast((note) => note.isSystem && /^approved this merge request/i.test(note.body) && isBy(note))
  return instantOf(last?.createdAt)
}
