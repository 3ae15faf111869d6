/** What a script was answered when it asked for the time that is left. */
export interface TimeAnswers {
  /** The script's own `timeLeftMs`. */
  timeLeftMs(): number
  /** How often the answer was that none is left. */
  zeros(): number
}

/** Counts the answers of a run: who was answered 0 and then returned may have left something out. */
export function createTimeAnswers(timeLeftMs: () => number): TimeAnswers {
  let zeros = 0
  return {
    timeLeftMs() {
      const left = timeLeftMs()
      if (left <= 0) zeros++
      return left
    },
    zeros: () => zeros,
  }
}
