import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HostApplication } from './host-application.js'

/** Where servers are made, or told of their port. */
const places = [
  'vite.config.ts',
  'vite.config.js',
  'vite.config.mts',
  'src/main.ts',
  'src/index.ts',
  'src/server.ts',
].concat(
  ...[
    'src/app.ts',
    'app.ts',
    'server.ts',
    'index.ts',
    'app.js',
    'server.js',
    'index.js',
    'src/index.js',
    'src/server.js',
  ],
)

/** The port on which the application answers while it is developed: as it says, else its framework's. */
export function developmentPort({ folder, framework, scripts, dependencies }: HostApplication): number {
  const script = scripts.dev ?? scripts['start:dev'] ?? scripts.start ?? ''
  const asked = /(?:--port|-p)[= ]+(\d+)|\bPORT=(\d+)/.exec(script)
  const said = asked?.[1] ?? asked?.[2]
  if (said) return Number(said)
  const isVite = framework === 'react-router' && (/vite/.test(script) || '@react-router/dev' in dependencies)
  const files = framework === 'next' ? [] : places.filter((file) => isVite === file.startsWith('vite'))
  for (const file of files) {
    const text = read(join(folder, file))
    const found =
      /\bport\s*:\s*(\d+)/.exec(text) ??
      /\blisten\s*\(\s*(?:[^)\d]*?(?:\?\?|\|\|)\s*)?(\d+)/.exec(text) ??
      /\bport\s*=\s*[^\n]*?(\d{3,5})\b/i.exec(text)
    if (found) return Number(found[1])
  }
  return isVite ? 5173 : 3000
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
