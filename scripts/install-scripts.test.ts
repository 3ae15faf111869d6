import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readJson, root } from './workspace.mjs'

const hooks = ['preinstall', 'install', 'postinstall']

/** The names in a list of pnpm-workspace.yaml. */
function listed(list: string): string[] {
  const text = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')
  const items = new RegExp(`^${list}:\\n((?: {2}- .*\\n)*)`, 'm').exec(text)?.[1] ?? ''
  return [...items.matchAll(/- ["']?([^"'\n]+)["']?/g)].map(([, name]) => name ?? '')
}

/** Packages in pnpm's store that would run something when they are installed. */
function packagesWithScripts(): string[] {
  const store = join(root, 'node_modules/.pnpm')
  const folders = readdirSync(store).map((name) => join(store, name, 'node_modules'))
  const names = folders.filter(existsSync).flatMap((folder) =>
    readdirSync(folder)
      .flatMap((name) =>
        name.startsWith('@') ? readdirSync(join(folder, name)).map((one) => `${name}/${one}`) : [name],
      )
      .map((name) => join(folder, name))
      .filter((path) => !lstatSync(path).isSymbolicLink() && existsSync(join(path, 'package.json')))
      .filter((path) => {
        const { scripts } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as { scripts?: object }
        return hooks.some((hook) => hook in (scripts ?? {})) || existsSync(join(path, 'binding.gyp'))
      })
      .map((path) => path.slice(folder.length + 1)),
  )
  return [...new Set(names)].sort()
}

it('every package that would run something when it is installed is named, and none may', () => {
  const found = packagesWithScripts()
  expect(found).toContain('esbuild')
  expect(found.filter((name) => !listed('ignoredBuiltDependencies').includes(name))).toEqual([])
  expect(listed('onlyBuiltDependencies')).toEqual([])
})

it('none of ours runs anything when it is installed', () => {
  const folders = readdirSync(join(root, 'packages')).map((name) => `packages/${name}`)
  for (const folder of ['.', 'prisma', ...folders]) {
    const { scripts = {} } = readJson(`${folder}/package.json`) as { scripts?: object }
    expect(
      hooks.filter((hook) => hook in scripts),
      folder,
    ).toEqual([])
  }
})
