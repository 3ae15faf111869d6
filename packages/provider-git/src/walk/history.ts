import { type CommitRange, commitStream } from '../git/commit-stream.js'
import type { RawObject } from '../git/raw-objects.js'
import type { RepositoryHandle } from '../git/repository-handle.js'
import { createChange } from './change.js'
import { expectConnected } from './connected.js'

/** The commits of one range, read by git once for those who need them. */
export interface History {
  /**
   * They, newest first, while git lists them. Abandoning it ends git, unless others wait for all of them. One reader is served by
   * the shared git; who comes after it has a git of its own.
   */
  commits(signal: AbortSignal): AsyncGenerator<RawObject[]>
  /** All of them, newest first, once they are read; null where they are more than may be held. */
  whole(signal: AbortSignal): Promise<readonly RawObject[] | null>
  /** How many they are; null as above. */
  length(signal: AbortSignal): Promise<number | null>
  /** Whether it serves somebody who comes now better than a new one. */
  isOfUse(): boolean
  /** Bytes of commit objects that are held. */
  heldBytes(): number
}

/** What is read, and how much of it may be held. */
export interface HistoryOptions {
  /** Commits without parents in this clone. */
  boundary: ReadonlySet<string>
  /** Bytes of commit objects, beyond which a history is not held as a whole. Default: 8 MiB, about 12,000 commits. */
  mostBytes?: number
}

type Status = 'reading' | 'whole' | 'too long' | { failure: unknown }

/** Creates a history; git starts when somebody asks for it. */
export function createHistory(
  repository: RepositoryHandle,
  range: Pick<CommitRange, 'head' | 'bases'>,
  { boundary, mostBytes = 8 * 1024 * 1024 }: HistoryOptions,
): History {
  const abandoned = new AbortController()
  const source = commitStream({ ...repository, signal: abandoned.signal }, range)
  const change = createChange()
  const held: RawObject[][] = []
  let bytes = 0
  let status = 'reading' as Status
  /** As it is now: it changes while somebody waits. */
  const failure = () => (typeof status === 'object' ? status : undefined)
  const is = (asked: 'reading' | 'whole' | 'too long') => status === asked
  let reading: Promise<void> | undefined
  let readers = 0
  let isStreaming = false
  const hasServed = { commits: false, whole: false }

  async function read(): Promise<void> {
    try {
      status = await readUpToBound()
    } catch (failure) {
      status = { failure }
    }
    // Nobody takes what comes after the bound.
    if (status === 'too long' && !isStreaming) await letGo()
    change.announce()
  }

  async function readUpToBound(): Promise<Status> {
    while (bytes <= mostBytes) {
      const next = await source.next()
      if (next.done) {
        if (range.bases.length === 0) expectConnected(repository, held, boundary)
        return 'whole'
      }
      held.push(next.value)
      for (const { content } of next.value) bytes += content.length
      change.announce()
    }
    return 'too long'
  }

  async function letGo(): Promise<void> {
    held.length = 0
    bytes = 0
    await source.return(undefined)
  }

  function enter(): void {
    readers++
    reading ??= read()
  }

  async function leave(): Promise<void> {
    readers--
    if (readers > 0 || status !== 'reading') return
    abandoned.abort(new Error('Nobody reads this history any more.'))
    await reading
  }

  function throwFailure(): void {
    const failed = failure()
    if (failed) throw failed.failure
  }

  async function atEnd(signal: AbortSignal): Promise<void> {
    enter()
    try {
      while (is('reading')) await change.next(signal)
      throwFailure()
    } finally {
      await leave()
    }
  }

  async function* commits(signal: AbortSignal): AsyncGenerator<RawObject[]> {
    if (hasServed.commits || is('too long') || failure()) {
      return yield* commitStream({ ...repository, signal }, range)
    }
    hasServed.commits = true
    isStreaming = true
    enter()
    try {
      for (let index = 0; ; index++) {
        while (index >= held.length && is('reading')) await change.next(signal)
        signal.throwIfAborted()
        const next = held[index]
        if (!next) break
        if (is('too long')) held[index] = []
        yield next
      }
      throwFailure()
      if (is('too long')) yield* aborting(source, signal)
    } finally {
      isStreaming = false
      if (is('too long')) await letGo()
      await leave()
    }
  }

  async function* aborting(rest: AsyncGenerator<RawObject[]>, signal: AbortSignal) {
    const abort = () => abandoned.abort(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    try {
      yield* rest
    } finally {
      signal.removeEventListener('abort', abort)
    }
  }

  return {
    commits,
    async whole(signal) {
      hasServed.whole = true
      await atEnd(signal)
      return is('whole') ? held.flat() : null
    },
    async length(signal) {
      await atEnd(signal)
      return is('whole') ? held.reduce((sum, { length }) => sum + length, 0) : null
    },
    isOfUse: () => is('reading') || (is('whole') && !(hasServed.commits && hasServed.whole)),
    heldBytes: () => bytes,
  }
}
