import type { ProjectState, TokenState, World } from '../state/world.js'
import { Failure, insufficient } from './failure.js'

/** A question with what answers it. */
export interface Call {
  readonly world: World
  readonly query: URLSearchParams
  /** Null where none was sent, or an unknown one. */
  readonly token: TokenState | null
}

/** Answers one question: the body, or a text. */
export type Endpoint = (call: Call) => unknown

/** The project of a key. */
export function projectOf({ world }: Call, key: string | null, message: (key: string) => string): ProjectState {
  const project = key === null ? undefined : [...world.projects.values()].find((one) => one.key === key)
  if (!project) throw new Failure(404, message(key ?? ''))
  return project
}

/** What most endpoints say of an unknown key. */
export function notFound(key: string): string {
  return `Component key '${key}' not found`
}

export function mayBrowse({ token }: Pick<Call, 'token'>, { uuid }: ProjectState): boolean {
  return token !== null && !token.hidden.has(uuid)
}

export function requireBrowse(call: Call, project: ProjectState): void {
  if (!mayBrowse(call, project)) throw insufficient()
}

export function requireAdministrator({ token }: Call): void {
  if (!token?.isAdministrator) throw insufficient()
}

/** Cloud asks for it where a question is about no project. */
export function requireOrganization({ world, query }: Call): void {
  if (world.flavor !== 'cloud') return
  const given = query.get('organization')
  if (given === null || given === '') throw new Failure(400, "The 'organization' parameter is missing")
  if (given !== world.organization) throw new Failure(404, `No organization with key '${given}'`)
}

export function required(query: URLSearchParams, name: string): string {
  const given = query.get(name)
  if (given === null || given === '') throw new Failure(400, `The '${name}' parameter is missing`)
  return given
}

/** Values of a parameter that takes several. */
export function valuesOf(query: URLSearchParams, name: string): string[] | null {
  const given = query.get(name)
  return given === null || given === '' ? null : given.split(',')
}
