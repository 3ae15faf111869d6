import { ConfigurationError } from '@data-import/core'
import { importPackage, type LoadedProvider, providerOf } from '@data-import/specification/modules'
import type { HostApplication } from './host-application.js'

/** Each is loaded when an application uses it. */
const bundled: Readonly<Record<string, () => Promise<unknown>>> = {
  '@data-import/provider-git': () => import('@data-import/provider-git'),
  '@data-import/provider-github': () => import('@data-import/provider-github'),
  '@data-import/provider-gitlab': () => import('@data-import/provider-gitlab'),
  '@data-import/provider-jenkins': () => import('@data-import/provider-jenkins'),
  '@data-import/provider-circleci': () => import('@data-import/provider-circleci'),
  '@data-import/provider-sonarqube': () => import('@data-import/provider-sonarqube'),
}

/** Whether a package is a provider that comes with the command line. */
export function isBundled(name: string): boolean {
  return name in bundled
}

/**
 * The providers that were named, else those among the application's dependencies, else git. `origin` is the package.
 *
 * @param given packages; `git`, `github` and `gitlab` for short
 * @throws {ConfigurationError} for one that isn't installed or is no provider.
 */
export async function chooseProviders(
  given: readonly string[],
  application: HostApplication,
): Promise<LoadedProvider[]> {
  if (given.length > 0) return Promise.all(given.map((name) => load(fullName(name), application.folder)))
  const found: LoadedProvider[] = []
  const names = Object.keys(application.dependencies).filter((name) => isBundled(name) || /provider/.test(name))
  for (const name of names.sort()) {
    // Many a package calls itself a provider of something else.
    const provider = await load(name, application.folder).catch(() => undefined)
    if (provider) found.push(provider)
  }
  return found.length > 0 ? found : [await load(fullName('git'), application.folder)]
}

function fullName(name: string): string {
  const long = `@data-import/provider-${name}`
  return isBundled(long) ? long : name
}

async function load(name: string, folder: string): Promise<LoadedProvider> {
  const provider = providerOf(await (bundled[name]?.() ?? importPackage(name, folder)), name)
  if (provider.provider.tables) return provider
  throw new ConfigurationError(
    `${name} doesn't say which tables it writes (\`tables\`), so init can't. Add their models by hand, and leave it out here.`,
  )
}
