import { ConfigurationError } from '@data-import/core'
import * as circleci from '@data-import/provider-circleci'
import * as git from '@data-import/provider-git'
import * as github from '@data-import/provider-github'
import * as gitlab from '@data-import/provider-gitlab'
import * as jenkins from '@data-import/provider-jenkins'
import * as sonarqube from '@data-import/provider-sonarqube'
import { importPackage, type LoadedProvider, providerOf } from '@data-import/specification/modules'
import type { HostApplication } from './host-application.js'

const bundled: Readonly<Record<string, unknown>> = {
  '@data-import/provider-git': git,
  '@data-import/provider-github': github,
  '@data-import/provider-gitlab': gitlab,
  '@data-import/provider-jenkins': jenkins,
  '@data-import/provider-circleci': circleci,
  '@data-import/provider-sonarqube': sonarqube,
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
  const provider = providerOf(bundled[name] ?? (await importPackage(name, folder)), name)
  if (provider.provider.tables) return provider
  throw new ConfigurationError(
    `${name} doesn't say which tables it writes (\`tables\`), so init can't. Add their models by hand, and leave it out here.`,
  )
}
