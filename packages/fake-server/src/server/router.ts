/** One method and path; what answers it is the server's own affair. */
export interface RoutePattern {
  readonly method: string
  /** Such as `/projects/{id}/jobs`; `{name...}` takes slashes too. */
  readonly pattern: string
}

/** A route with the parameters of a path. */
export interface RouteMatch<Route extends RoutePattern> {
  readonly route: Route
  /** Decoded once. */
  readonly parameters: Record<string, string>
}

/** Finds the route of a path. */
export type Router<Route extends RoutePattern> = (method: string, path: string) => RouteMatch<Route> | undefined

/** Finds the route of a path; those listed first win. */
export function createRouter<Route extends RoutePattern>(routes: readonly Route[]): Router<Route> {
  const compiled = routes.map((route) => ({ route, expression: compile(route.pattern) }))
  return (method, path) => {
    for (const { route, expression } of compiled) {
      if (route.method !== method) continue
      const match = expression.exec(path)
      if (match) return { route, parameters: decodeAll(match.groups ?? {}) }
    }
    return undefined
  }
}

function compile(pattern: string): RegExp {
  const source = pattern
    .split(/(\{\w+(?:\.\.\.)?\})/)
    .map((part) => {
      const name = /^\{(\w+)(\.\.\.)?\}$/.exec(part)
      if (!name) return part.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&')
      return name[2] ? `(?<${name[1]}>.+)` : `(?<${name[1]}>[^/]+)`
    })
    .join('')
  return new RegExp(`^${source}/?$`)
}

function decodeAll(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decode(value)]))
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
