/** One of the two budgets: requests of REST, points of GraphQL. */
export type LimitResource = 'core' | 'graphql'

/** A budget that is replaced; what isn't given stays. */
export interface LimitChange {
  readonly limit?: number
  readonly remaining?: number
  readonly resetAt?: Date
}

/** What is left of a budget. */
export interface LimitState {
  readonly limit: number
  readonly remaining: number
  readonly used: number
  readonly resetAt: Date
}

/** Reads and sets how much a token may ask. */
export interface FakeLimits {
  /** Default resource: `core`. */
  set(token: string, change: LimitChange, resource?: LimitResource): void
  /** Default resource: `core`. */
  of(token: string, resource?: LimitResource): LimitState
}
