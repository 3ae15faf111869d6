import { expect, test } from 'vitest'
import { pathBelow, wayUp } from './relative.js'

test.each([
  ['/admin/import', '/admin/import', ''],
  ['/admin/import/', 'admin/import/', ''],
  ['/admin/import/runs/7/', '/admin/import', 'runs/7'],
  ['/runs', '', 'runs'],
  ['/admin/imports', '/admin/import', undefined],
  ['/', '/admin/import', undefined],
])('%s below %s is %s', (pathname, basePath, expected) => {
  expect(pathBelow(pathname, basePath)).toBe(expected)
})

test.each([
  '/',
  '/admin/import',
  '/admin/import/',
  '/admin/import/runs',
  '/admin/import/runs/',
  '/admin/import/runs/7/x/',
])('links on %s lead where they should', (pathname) => {
  const basePath = pathname === '/' ? '' : '/admin/import'
  const target = new URL(`${wayUp(pathname, basePath)}style.css`, `https://acme.example${pathname}`)
  expect(target.pathname).toBe(`${basePath}/style.css`)
})
