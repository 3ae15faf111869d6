import { describe, expect, it } from 'vitest'
import { checkSizes } from './check-sizes.mjs'
import { countInstalled } from './installed-closure.mjs'

const measured = { acme: { packedKilobytes: 10.4, unpackedKilobytes: 30, installedPackages: 4 } }

describe('checkSizes', () => {
  it('prints what was measured beside what is allowed', () => {
    const { printed, problems } = checkSizes(measured, { acme: measured.acme })
    expect(printed).toContain('acme     10 of 10.4')
    expect(problems).toEqual([])
  })

  it('says what was not measured, and holds that against nobody', () => {
    const { printed, problems } = checkSizes({ acme: { packedKilobytes: 10.4, unpackedKilobytes: 30 } }, measured)
    expect(printed).toContain('not measured, of 4')
    expect(problems).toEqual([])
  })

  it('finds what is above its budget, and what has none', () => {
    const budget = { ...measured.acme, installedPackages: 3 }
    expect(checkSizes(measured, { acme: budget }).problems).toEqual(['acme: packages installed 4, of 3 allowed'])
    expect(checkSizes(measured, {}).problems).toHaveLength(3)
  })
})

describe('countInstalled', () => {
  const lock = {
    packages: {
      'node_modules/acme': {
        dependencies: { anvil: '1' },
        optionalDependencies: { windows: '1' },
        peerDependencies: { core: '1', react: '1' },
        peerDependenciesMeta: { react: { optional: true } },
      },
      'node_modules/anvil': { dependencies: { iron: '2' } },
      'node_modules/anvil/node_modules/iron': { dependencies: { anvil: '1' } },
      'node_modules/iron': { dependencies: { ore: '1' } },
      'node_modules/ore': {},
      'node_modules/core': {},
      'node_modules/react': {},
      'node_modules/windows': {},
    },
  }

  it('counts what comes along, once each, and neither optional peers nor what is for other machines', () => {
    expect(countInstalled(lock, 'acme', (place: string) => !place.endsWith('windows'))).toBe(3)
  })
})
