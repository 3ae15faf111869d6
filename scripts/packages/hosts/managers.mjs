import { writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { run } from '../../child-process.mjs'
import { readJson } from '../../workspace.mjs'

const { packageManager } = readJson('package.json')
const scopedSettings = { '.npmrc': (url) => `@data-import:registry=${url}\n` }
const yarnSettings = (url) => `nodeLinker: node-modules
npmScopes:
  data-import:
    npmRegistryServer: "${url}"
unsafeHttpWhitelist: ["127.0.0.1"]
# What an earlier rehearsal published under the same version must not come back.
globalFolder: ./.yarn/global
enableGlobalCache: false
enableImmutableInstalls: false
enableTelemetry: false
enableScripts: false
`

/** How each package manager is started, with what files of settings, and how it is told to install and run nothing else. */
const managers = {
  npm: {
    command: ['npm'],
    install: ['install', '--ignore-scripts', '--no-audit', '--no-fund'],
    settings: scopedSettings,
  },
  pnpm: {
    command: ['exec', '--yes', '--', packageManager],
    install: ['install', '--ignore-scripts', '--no-frozen-lockfile'],
    settings: scopedSettings,
  },
  'yarn 1': {
    command: ['exec', '--yes', '--', 'yarn@1.22.22'],
    install: ['install', '--ignore-scripts', '--non-interactive', '--no-progress'],
    settings: scopedSettings,
  },
  'yarn 4': {
    command: ['exec', '--yes', '--package=@yarnpkg/cli-dist@4.18.1', '--', 'yarn'],
    install: ['install'],
    settings: { '.yarnrc.yml': yarnSettings },
  },
}

/** Installs what the application's package.json names, ours from the given registry, on the given Node. */
export function installHost({ manager, node, folder, registryUrl }) {
  const { command, install, settings } = managers[manager]
  for (const [file, content] of Object.entries(settings)) writeFileSync(join(folder, file), content(registryUrl))
  const parameters = command[0] === 'npm' ? install : [...command, ...install]
  return run('npm', parameters, {
    cwd: folder,
    output: 'capture',
    env: { CI: '', PATH: [dirname(node), process.env.PATH].join(delimiter) },
  })
}
