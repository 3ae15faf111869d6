import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesBelow } from './fingerprint.mjs'
import { installedSize } from './house/installed-size.mjs'
import { measurePackage } from './house/measure-package.mjs'
import { table } from './packages/table.mjs'
import { main } from './step.mjs'
import { readJson, root } from './workspace.mjs'

const titles = ['package', 'files', 'lines', 'median', 'largest', 'exports', 'circles', 'needs', 'installs', 'MB']

/** Prints the size and shape of each package: its source without tests, and what comes with it when it is installed. */
await main(() => {
  const rows = readdirSync(join(root, 'packages')).map((name) => {
    const folder = `packages/${name}`
    const manifest = readJson(`${folder}/package.json`)
    const paths = filesBelow([`${folder}/src`]).filter((file) => /\.tsx?$/.test(file))
    const files = Object.fromEntries(
      paths.map((file) => [file.slice(folder.length + 1), readFileSync(join(root, file), 'utf8')]),
    )
    const { fileCount, lineCount, medianLines, largest, exportCount, circleFolders } = measurePackage(files)
    const { packages, bytes } = installedSize(join(root, folder))
    return [
      manifest.name,
      `${fileCount}`,
      `${lineCount}`,
      `${medianLines}`,
      `${largest.lines} ${largest.file}`,
      `${exportCount}`,
      `${circleFolders}`,
      `${Object.keys(manifest.dependencies ?? {}).length}`,
      `${packages}`,
      (bytes / 1e6).toFixed(1),
    ]
  })
  process.stdout.write(table(titles, rows))
  process.stdout.write(
    'circles: folders that import each other; needs: declared dependencies; installs, MB: packages that come with it here, ours included\n',
  )
})
