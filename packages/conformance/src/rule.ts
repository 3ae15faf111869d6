import type { ConformanceOptions } from './options.js'
import type { RuleName } from './rule-name.js'
import type { Lab } from './trial/lab.js'

/** One rule that every provider keeps. */
export interface ConformanceRule {
  readonly name: RuleName
  /**
   * Tries the provider.
   * @throws {ConformanceError} if it breaks the rule.
   * @throws {NotApplicableError} if the rule can't be tried.
   */
  run<Db>(options: ConformanceOptions<Db>): Promise<void>
}

/** A rule as its file says it: what is tried with a provider and its outside systems. */
export interface RuleDefinition {
  readonly name: RuleName
  readonly attempt: (lab: Lab) => Promise<void>
}

/** Declares a rule. */
export function defineRule(name: RuleName, attempt: (lab: Lab) => Promise<void>): RuleDefinition {
  return { name, attempt }
}
