/** A provider breaks a rule. The message begins with the rule's name and says what was seen and what to do. */
export class ConformanceError extends Error {
  /** Name of the rule. */
  readonly rule: string

  constructor(rule: string, seen: string, advice: string) {
    super(`${rule}: ${seen}. ${advice}.`)
    this.name = 'ConformanceError'
    this.rule = rule
  }
}

/** A rule can't be tried with this provider or outside system. The message says why. */
export class NotApplicableError extends Error {
  override readonly name = 'NotApplicableError'
}
