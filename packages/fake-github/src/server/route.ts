import type { Permission } from '../tokens/permission.js'
import type { Answer } from './answer.js'
import type { Call, RepositoryCall } from './call.js'

/** One path of REST with what answers it. */
export interface Route {
  readonly method: 'GET' | 'POST'
  /** Such as `/orgs/{org}/repos`; `{name...}` takes slashes too. */
  readonly pattern: string
  readonly permission?: Permission
  readonly answer: (call: Call) => Answer | Promise<Answer>
}

/** A path below a repository, served under its name and under its id. */
export interface RepositoryRoute {
  /** Such as `/pulls`, or empty for the repository itself. */
  readonly pattern: string
  readonly permission: Permission
  readonly answer: (call: RepositoryCall) => Answer | Promise<Answer>
}
