import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createWorkspace, type Workspace } from '../workspace.fixture.js'
import { allowForeignFiles, requireOwnFile } from './require-own-file.js'

let workspace: Workspace
const nobody = 65_534
const configuration = `import { writeFileSync } from 'node:fs'
writeFileSync(new URL('ran', import.meta.url), '')
export default { database: 'embedded' }`
const scripts = `import { writeFileSync } from 'node:fs'
writeFileSync(new URL('../ran', import.meta.url), '')
export const scripts = []`

beforeEach(async () => {
  vi.stubEnv(allowForeignFiles, '')
  workspace = await createWorkspace({})
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await workspace.remove()
})

const path = (name: string) => join(workspace.path, name)

// Only root can give a file away.
describe.runIf(process.getuid?.() === 0)('as root', () => {
  const allowed = async () => {
    expect(await workspace.run(['providers'])).toMatchObject({ code: 0 })
    expect(existsSync(path('ran'))).toBe(true)
    await rm(path('ran'))
  }
  const refused = async (says: RegExp, argv = ['providers']) => {
    const result = await workspace.run(argv)
    expect(result).toMatchObject({ code: 2 })
    expect(result.stderr).toMatch(says)
    expect(existsSync(path('ran'))).toBe(false)
  }

  test('a configuration of another user is not run, whatever says so in its folder', async () => {
    await workspace.write('data-import.config.mjs', configuration)
    await workspace.write('.env', `${allowForeignFiles}=yes\n`)
    await chown(path('data-import.config.mjs'), nobody, nobody)
    await refused(
      /data-import\.config\.mjs was not loaded, because this is root.*belongs to another user \(uid 65534\)/,
    )
    vi.stubEnv(allowForeignFiles, 'yes')
    await allowed()
  })

  test('nor one in a folder of another user, or one that everybody may write', async () => {
    await workspace.write('data-import.config.mjs', configuration)
    await chmod(path('data-import.config.mjs'), 0o666)
    await refused(/may be written by every user.*chmod o-w/)
    await chmod(path('data-import.config.mjs'), 0o644)
    await chown(workspace.path, nobody, nobody)
    await refused(/belongs to another user/)
    await chown(workspace.path, 0, 0)
    await chmod(workspace.path, 0o777)
    await refused(/may be written by every user/)
    await chmod(workspace.path, 0o1777)
    await allowed()
  })

  test('nor modules of data sources and packages, links to such, and the configuration of Prisma', async () => {
    await workspace.write('data-sources/acme/index.mjs', scripts.replace('../ran', '../../ran'))
    await chown(path('data-sources/acme'), nobody, nobody)
    await refused(/index\.mjs was not loaded/)
    await chown(path('data-sources/acme'), 0, 0)
    await allowed()

    await mkdir(path('elsewhere'))
    await workspace.write('elsewhere/deep/er/module.mjs', scripts)
    await chown(path('elsewhere/deep/er'), nobody, nobody)
    await symlink(path('elsewhere/deep/er/module.mjs'), path('data-sources/linked.mjs'))
    await refused(/linked\.mjs was not loaded/)
    await workspace.write('elsewhere/package.mjs', scripts)
    await chown(path('elsewhere/package.mjs'), nobody, nobody)
    await refused(/package\.mjs was not loaded/, ['--data-sources', 'elsewhere', 'providers'])
    await mkdir(path('empty'))
    await refused(/package\.mjs was not loaded/, [
      '--data-sources',
      'empty',
      '--provider',
      './elsewhere/package.mjs',
      'providers',
    ])

    await workspace.write('package.json', '{ "type": "module" }')
    await workspace.write(
      'schema.prisma',
      'generator client {\n  provider = "prisma-client"\n  output = "./client"\n}\ndatasource db {\n  provider = "postgresql"\n}\n',
    )
    await workspace.write('prisma.config.ts', `${configuration}\nexport const schema = './schema.prisma'`)
    await chown(path('prisma.config.ts'), nobody, nobody)
    await refused(/prisma\.config\.ts was not loaded/, ['init', 'git', '--dry-run'])
  })
})

test('another user than root runs what is there', async () => {
  await workspace.write('data-import.config.mjs', configuration)
  await chmod(path('data-import.config.mjs'), 0o666)
  await expect(requireOwnFile(path('data-import.config.mjs'), { uid: 1_000 })).resolves.toBeUndefined()
  await expect(requireOwnFile(path('data-import.config.mjs'), { uid: 0 })).rejects.toThrow(/was not loaded/)
})
