import type { Call, ProjectCall, Reply } from '../server/call.js'
import type { Feature } from '../state/project.js'

/** One path of REST with what answers it. */
export interface Route {
  readonly method: string
  readonly pattern: string
  answer(call: Call): Reply
}

/** A path below a project. */
export interface ProjectRoute {
  /** Below `/projects/{id}`. */
  readonly pattern: string
  /** Default: whoever sees the project sees it. */
  readonly feature?: Feature
  answer(call: ProjectCall): Reply
}
