import { withSlashes } from './module-path.js'

/** Names that the wiring has of its own, and words that JavaScript keeps for itself in a module. */
const taken = [
  ...[
    'createOrchestrator',
    'postgresLock',
    'orchestrator',
    'PrismaClient',
    'PrismaPg',
    'connectionString',
    'db',
    'kept',
  ],
  ...['models', 'names', 'process', 'globalThis', 'undefined', 'Map', 'Proxy', 'Reflect', 'arguments', 'eval', 'await'],
  ...['break', 'case', 'catch', 'class', 'const', 'continue', 'debugger', 'default', 'delete', 'do', 'else', 'enum'],
  ...['export', 'extends', 'false', 'finally', 'for', 'function', 'if', 'implements', 'import', 'in', 'instanceof'],
  ...['interface', 'let', 'new', 'null', 'package', 'private', 'protected', 'public', 'return', 'static', 'super'],
  ...['switch', 'this', 'throw', 'true', 'try', 'typeof', 'var', 'void', 'while', 'with', 'yield'],
]

/** Whether a provider is one to install, and not a module of the application. */
export function isPackage(origin: string): boolean {
  return !/^(?:\.{1,2}[\\/]|[\\/]|[A-Za-z]:[\\/])/.test(origin)
}

/** What each provider is called in the wiring: `@acme/provider-board` is `board`, another of that name `otherBoard`. */
export function importedProviders(origins: readonly string[], clientName: string): { name: string; as: string }[] {
  const used = new Set([...taken, clientName])
  return origins.map((name) => {
    const as = candidates(name).find((each) => !used.has(each)) ?? ''
    used.add(as)
    return { name, as }
  })
}

function candidates(origin: string): string[] {
  const segments = withSlashes(
    isPackage(origin) ? origin : origin.replace(/\.\w+$/, '').replace(/[\\/]index$/, ''),
  ).split('/')
  const last = (segments.pop() ?? '').replace(/^(data-import-)?provider-/, '')
  const [scope = ''] = segments
  const short = identifier(last)
  const numbered = Array.from({ length: 100 }, (_, index) => `${short}${index + 2}`)
  return [
    short,
    ...(/^@/.test(scope) ? [identifier(`${scope.slice(1)}-${last}`)] : []),
    `${short}Provider`,
    ...numbered,
  ]
}

function identifier(text: string): string {
  const camel = text.replace(/\W+(\w)?/g, (_, letter: string | undefined) => (letter ?? '').toUpperCase())
  return /^[A-Za-z_]/.test(camel) ? camel : `provider${camel}`
}
