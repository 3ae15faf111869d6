import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** pnpm puts no LICENSE into a tarball that has a file with such a name already, wherever it is. */
const fileName = 'THIRD-PARTY-NOTICES'

/**
 * An esbuild plugin that writes the licenses of the foreign packages in a bundle beside it, as these licenses demand. A bundle of
 * our own code alone has no such file.
 */
export const thirdPartyLicenses = {
  name: 'third-party-licenses',
  setup(build) {
    build.initialOptions.metafile = true
    const { absWorkingDir: folder = process.cwd(), outdir = 'dist' } = build.initialOptions
    build.onEnd(({ metafile }) => {
      const file = join(folder, outdir, fileName)
      const packages = metafile ? bundledPackages(metafile).map((place) => readPackage(resolve(folder, place))) : []
      if (packages.length === 0) return rmSync(file, { force: true })
      // tsup writes what esbuild gives afterwards: in a fresh clone there is no such folder yet.
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, licensesText(packages))
    })
  },
}

/** The folders of the foreign packages of which something is in the bundle. */
export function bundledPackages({ outputs }) {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs))
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0)
  const folders = used.flatMap(([file]) => /^.*\/node_modules\/(@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0] ?? [])
  return [...new Set(folders)]
}

/** @throws {Error} for a package that may not be bundled, as it has no license to ship. */
export function readPackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.|$)/i.test(entry))
  if (!file) throw new Error(`${name} is bundled, and there is no license in ${dirname(folder)}`)
  return { name, version, license, text: readFileSync(join(folder, file), 'utf8').trim() }
}

/** One text for all, by name, so that the same build gives the same file. */
export function licensesText(packages) {
  const sorted = packages.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  const parts = sorted.map(({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text}\n`)
  return `This package contains code of the following packages.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`
}
