import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { homePage } from './home-page.js'
import { root } from './paths.js'

it('begins with the title and the sentence of the README, and leaves out nothing', () => {
  const page = homePage('# Eggs\n\nBrings **eggs**\nto you.\n\n## How\n\nBy basket.\n')
  expect(page).toContain('name: "Eggs"\n')
  expect(page).toContain('tagline: "Brings eggs to you."\n')
  expect(page.endsWith('---\n\n## How\n\nBy basket.\n')).toBe(true)
})

it('can be made of our README', () => {
  expect(homePage(readFileSync(join(root, 'README.md'), 'utf8'))).toContain('name: "Data Import System"')
})

it('refuses a README without a title', () => {
  expect(() => homePage('Eggs.\n')).toThrow('README.md has to begin with a title')
})
