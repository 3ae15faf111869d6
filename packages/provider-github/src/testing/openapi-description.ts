import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'

/** A schema of the description, as far as it is looked into. */
interface Schema {
  $ref?: string
  type?: string
  nullable?: boolean
  enum?: unknown[]
  format?: string
}

interface Parameter {
  $ref?: string
  name: string
  in: string
  schema: Schema
}

interface Operation {
  parameters?: Parameter[]
  responses: Record<string, { $ref?: string; content?: Record<string, { schema: Schema }> }>
}

interface Description {
  paths: Record<string, Record<string, Operation>>
  components: Record<string, Record<string, unknown>>
}

/** What the description says against a request and its answer; empty where nothing. */
export interface OpenapiDescription {
  /** @returns name of the operation's path, and what isn't allowed */
  checkRequest(method: string, path: string, query: URLSearchParams): { route: string; problems: string[] }
  checkAnswer(method: string, route: string, status: number, body: unknown): string[]
}

/** GitHub's own description of its REST API. */
export function readOpenapiDescription(): OpenapiDescription {
  const file = createRequire(import.meta.url).resolve('@octokit/openapi/generated/api.github.com.json')
  const description: Description = JSON.parse(readFileSync(file, 'utf8'))
  // `strict` is about how a schema is written, which is not ours to say.
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false, validateSchema: false, coerceTypes: false })
  formats.default(ajv)
  const validators = new Map<string, ValidateFunction>()
  const routes = Object.keys(description.paths)
    .sort((a, b) => a.split('{').length - b.split('{').length)
    .map((route) => ({
      route,
      pattern: new RegExp(`^${route.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`),
    }))
  const resolve = <Value extends { $ref?: string }>(value: Value): Value =>
    value.$ref === undefined ? value : (lookUp(description, value.$ref) as Value)
  const validator = (name: string, schema: Schema) => {
    const known = validators.get(name)
    if (known) return known
    const made = ajv.compile(standAlone(description, schema))
    validators.set(name, made)
    return made
  }
  return {
    checkRequest(method, path, query) {
      const route = routes.find((one) => one.pattern.test(path))?.route
      const operation = route && description.paths[route]?.[method.toLowerCase()]
      if (!route || !operation) return { route: '', problems: [`${method} ${path} is not described`] }
      const parameters = (operation.parameters ?? []).map(resolve).filter((one) => one.in === 'query')
      const problems = [...query].flatMap(([name, value]) => {
        const parameter = parameters.find((one) => one.name === name)
        if (!parameter) return [`${method} ${route} takes no ${name}`]
        const { type } = resolve(parameter.schema)
        const typed = type === 'integer' ? Number(value) : type === 'boolean' ? value === 'true' : value
        const isValid = validator(`${method} ${route} ${name}`, parameter.schema)
        return isValid(typed) ? [] : [`${method} ${route} takes no ${name}=${value}: ${ajv.errorsText(isValid.errors)}`]
      })
      return { route, problems }
    },
    checkAnswer(method, route, status, body) {
      const given = description.paths[route]?.[method.toLowerCase()]?.responses[String(status)]
      if (!given) return [`${method} ${route} does not answer ${status}`]
      const schema = resolve(given).content?.['application/json']?.schema
      if (!schema) return body === '' ? [] : [`${method} ${route} answers ${status} without a body`]
      const isValid = validator(`${method} ${route} ${status}`, schema)
      if (isValid(body)) return []
      return (isValid.errors ?? []).map(({ instancePath, message }) => {
        const place = instancePath.replace(/\/\d+(?=\/|$)/g, '/*')
        return `${method} ${route} ${status}: ${place} ${message}`
      })
    },
  }
}

function lookUp(description: Description, reference: string): unknown {
  const keys = reference.slice(2).split('/')
  return keys.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], description)
}

/** A schema with all that it refers to, as JSON Schema: there `null` is a type of its own. */
function standAlone(description: Description, schema: Schema): object {
  const definitions: Record<string, unknown> = {}
  const translate = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(translate)
    if (typeof value !== 'object' || value === null) return value
    const { nullable, $ref, ...given } = value as Schema & Record<string, unknown>
    const own: Record<string, unknown> = Object.fromEntries(
      Object.entries(given).flatMap(([key, inner]) =>
        ['example', 'examples', 'discriminator', 'xml'].includes(key) || key.startsWith('x-')
          ? []
          : [[key, translate(inner)]],
      ),
    )
    if (typeof $ref === 'string') {
      const name = $ref.split('/').at(-1) ?? ''
      if (!(name in definitions)) {
        definitions[name] = true
        definitions[name] = translate(lookUp(description, $ref))
      }
      own.$ref = `#/definitions/${name}`
    }
    return nullable === true ? { anyOf: [own, { type: 'null' }] } : own
  }
  const translated = translate(schema)
  return { ...(translated as object), definitions }
}
