import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StepError } from '../step.mjs'
import { publish } from './publish.mjs'
import { noSettings } from './stage-release.mjs'

/**
 * Publishes the staged release to a registry on this machine. No other can be reached by it: the address stands in each
 * package.json, and npm is given settings that know no account.
 */
export async function rehearseRelease(packages, stage, registry) {
  for (const { folder } of packages) {
    const file = join(stage, folder, 'package.json')
    const manifest = JSON.parse(readFileSync(file, 'utf8'))
    // Provenance is signed with the identity of a CI service, which isn't there.
    const { provenance: _, ...publishConfig } = { ...manifest.publishConfig, registry: registry.url }
    writeFileSync(file, `${JSON.stringify({ ...manifest, publishConfig }, null, 2)}\n`)
  }
  const settings = join(stage, 'node_modules/.npmrc')
  writeFileSync(settings, `registry=${registry.url}\n${registry.url.replace('http:', '')}/:_authToken=rehearsal\n`)
  const { code, printed } = await publish({
    cwd: stage,
    output: 'capture',
    env: {
      CI: 'true',
      npm_config_registry: registry.url,
      npm_config_userconfig: settings,
      npm_config_globalconfig: noSettings(stage),
      GIT_CONFIG_GLOBAL: noSettings(stage),
    },
  })
  if (code !== 0) throw new StepError(`${printed}\nThe packages could not be published; the reason is above.`)
}
