import { type CommitRange, commitStream, cutShort } from '../git/commit-stream.js'
import type { RawObject } from '../git/raw-objects.js'
import { countCommits, type RepositoryHandle } from '../git/repository-handle.js'
import { createChange } from './change.js'
import { expectWholeHistory } from './connected.js'

/** The commits of one range, read by git once for those who need them. */
export interface History {
  /**
   * The commits, newest first, as git lists them. Abandoning it ends git, unless others wait for all of them. One reader is served by
   * the shared git; who comes after it has a git of its own.
   */
  commits(signal: AbortSignal): AsyncGenerator<RawObject[]>
  /** All of them, newest first, once they are read; null where they are more than may be held. */
  whole(signal: AbortSignal): Promise<readonly RawObject[] | null>
  /** How many they are; null as above. */
  length(signal: AbortSignal): Promise<number | null>
  /** Whether a new reader gains by it. */
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
  const reader = { ...repository, signal: abandoned.signal }
  const source = commitStream(reader, range)
  const change = createChange()
  const held: RawObject[][] = []
  let bytes = 0
  let status = 'reading' as Status
  /** As it is now: it changes while somebody waits. */
  const failed = () => (typeof status === 'object' ? status : undefined)
  const hasStatus = (asked: 'reading' | 'whole' | 'too long') => status === asked
  const isAbandoned = () => abandoned.signal.aborted
  const heldCommits = () => held.reduce((sum, { length }) => sum + length, 0)
  let reading: Promise<void> | undefined
  let readers = 0
  let isStreaming = false
  const hasServed = { commits: false, whole: false }

  async function read(): Promise<void> {
    try {
      status = await readUpToBound()
    } catch (error) {
      status = { failure: error }
    }
    // Nobody takes what comes after the bound.
    if (status === 'too long' && !isStreaming) await letGo()
    change.announce()
  }

  /** A history down to its roots proves itself; of what comes after other commits, another git says how many they are. */
  async function expectWhole(counting: Promise<number> | undefined): Promise<void> {
    if (counting === undefined) return expectWholeHistory(repository, held, { head: range.head, boundary })
    if (heldCommits() !== (await counting)) throw cutShort(repository)
  }

  async function readUpToBound(): Promise<Status> {
    const { head, bases } = range
    const counting = bases.length === 0 ? undefined : countCommits(reader, head, bases)
    counting?.catch(() => undefined)
    while (bytes <= mostBytes) {
      const next = await source.next()
      if (next.done) {
        await expectWhole(counting)
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
    const found = failed()
    if (found) throw found.failure
  }

  /** @returns whether it is held as a whole. */
  async function isHeldAtEnd(signal: AbortSignal): Promise<boolean> {
    // Its git is being ended: whoever comes now reads with another.
    if (isAbandoned()) return false
    enter()
    try {
      while (hasStatus('reading')) await change.next(signal)
      throwFailure()
      return hasStatus('whole')
    } finally {
      await leave()
    }
  }

  async function* commits(signal: AbortSignal): AsyncGenerator<RawObject[]> {
    if (hasServed.commits || isAbandoned() || hasStatus('too long') || failed()) {
      return yield* commitStream({ ...repository, signal }, range)
    }
    hasServed.commits = true
    isStreaming = true
    enter()
    try {
      for (let index = 0; ; index++) {
        while (index >= held.length && hasStatus('reading')) await change.next(signal)
        signal.throwIfAborted()
        const next = held[index]
        if (!next) break
        // What was given is needed no more.
        if (hasStatus('too long')) held.fill([], 0, index + 1)
        yield next
      }
      throwFailure()
      if (hasStatus('too long')) yield* aborting(source, signal)
    } finally {
      isStreaming = false
      if (hasStatus('too long')) await letGo()
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
      return (await isHeldAtEnd(signal)) ? held.flat() : null
    },
    async length(signal) {
      return (await isHeldAtEnd(signal)) ? heldCommits() : null
    },
    isOfUse: () =>
      !isAbandoned() && (hasStatus('reading') || (hasStatus('whole') && !(hasServed.commits && hasServed.whole))),
    heldBytes: () => bytes,
  }
}
