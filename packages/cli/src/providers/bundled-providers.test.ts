import { providerOf } from '@data-import/specification/modules'
import { expect, test } from 'vitest'
import { bundledModules } from './bundled-modules.js'
import { bundledProviders, loadBundled } from './bundled-providers.js'

const declared = bundledProviders()

test('commands know all bundled providers before any is loaded', () => {
  expect(declared.map(({ origin }) => origin)).toEqual([...bundledModules.keys()])
})

test.each(declared)('what is known of $origin is what its package declares', async ({ origin, provider }) => {
  const real = providerOf(await bundledModules.get(origin)?.(), origin).provider
  const withoutCode = (scripts: typeof real.scripts) => scripts.map(({ run: _run, ...rest }) => rest)
  expect(withoutCode(provider.scripts)).toStrictEqual(withoutCode(real.scripts))
  expect(provider.configuration).toStrictEqual(real.configuration)
  expect(provider.tables).toStrictEqual([...(real.tables ?? [])])
})

test('a script runs the code of its package, and the check asks it', async () => {
  for (const { origin, provider } of declared) {
    const real = await loadBundled(origin)
    const failure = (run: () => Promise<unknown>) => run().then(() => 'ended well', String)
    // Without a context, each fails where the package's own does.
    for (const [index, script] of provider.scripts.entries())
      expect(await failure(() => script.run({} as never))).toBe(
        await failure(async () => real.scripts[index]?.run({} as never)),
      )
    const env = {}
    const { signal } = new AbortController()
    expect(await provider.check?.({ env, signal })).toEqual(await real.check?.({ env, signal }))
  }
})
