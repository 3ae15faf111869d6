import { expect, it } from 'vitest'
import { guides } from './guides.js'
import { isInCheckout } from './paths.js'
import { unlistedGuides } from './stage-guides.js'

it('every guide has its place in the sidebar: site/src/guides.ts', () => {
  expect(unlistedGuides()).toEqual([])
  expect(guides.filter(({ source }) => isInCheckout(source)).length).toBeGreaterThan(10)
})
