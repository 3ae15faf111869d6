import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { findProblems } from './check-site.js'

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function site(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'data-import-site-'))
  folders.push(folder)
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  return folder
}

it('finds nothing in a site whose links lead somewhere', () => {
  const index = '<h1 id="top">A</h1> <a href="#top">a</a> <a href="./api/">b</a> <a href="/api/index.html#run">c</a>'
  const api = '<h2 id="run">B</h2> <a href="../index.html#top">d</a> <a href="https://example.com/">e</a>'
  expect(findProblems(site({ 'index.html': index, 'api/index.html': api }))).toEqual([])
})

it.each([
  ['<a href="missing.html">a</a>', 'index.html: the link missing.html leads nowhere'],
  ['<a href="#nothing">a</a>', 'index.html: the link #nothing leads nowhere'],
  ['<script src="https://cdn.example.com/a.js"></script>', /comes from the network$/],
])('finds %s', (html, problem) => {
  expect(findProblems(site({ 'index.html': html }))).toEqual([expect.stringMatching(problem)])
})

it('finds a font that a style takes from the network', () => {
  const folder = site({ 'assets/a.css': '@font-face { src: url(https://fonts.example.com/a.woff2) }' })
  expect(findProblems(folder)).toEqual(['assets/a.css takes something from the network'])
})
