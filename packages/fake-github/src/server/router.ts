import type { Route } from './route.js'

/** A route with the parameters of a path. */
export interface RouteMatch {
  readonly route: Route
  readonly parameters: Record<string, string>
}

/** Finds the route of a path; those listed first win. */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => RouteMatch | undefined {
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
  const source = pattern.replaceAll(/\{(\w+)\.\.\.\}/g, '(?<$1>.+)').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')
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
