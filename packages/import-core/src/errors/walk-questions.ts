import { AsyncLocalStorage } from 'node:async_hooks'

/** What a walk has asked. */
interface WalkQuestions {
  /** What its first question was about; null before it. */
  own: string | null
}

const place = Symbol.for('@data-import/core/walk-questions')

/** Where all copies of this package in the process find it: the one that asks may not be the one that walks. */
const shared = globalThis as typeof globalThis & { [place]?: AsyncLocalStorage<WalkQuestions> }

// Holds nothing itself: each walk has questions of its own, and whatever asks finds those of the walk that it is in.
shared[place] ??= new AsyncLocalStorage<WalkQuestions>()
const walks = shared[place]

/** Walks a partition; the first of its questions is the one that is about the partition itself. */
export function asWalk<Result>(walk: () => Result): Result {
  return walks.run({ own: null }, walk)
}

/**
 * Whether a question is the one that is about its walk's partition: the first one, or another one for the same. All others are about
 * something in it: a refusal of those says nothing of the partition. True outside of walks.
 *
 * @param about what is asked for, without parameters: `/boards/7/cards`
 */
export function isOwnQuestion(about: string): boolean {
  const questions = walks.getStore()
  if (!questions) return true
  questions.own ??= about
  return questions.own === about
}
