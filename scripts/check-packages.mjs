import { checkPackage } from './check-package.mjs'
import { prepare } from './prepare.mjs'
import { main } from './step.mjs'
import { builtPackages } from './workspace.mjs'

/** Checks every public package as it would be published; the last line is `N passed, N failed`. */
await main(async () => {
  await prepare({ withTypes: true })
  const packages = builtPackages().filter(({ isPublic }) => isPublic)
  let failed = 0
  for (const each of packages) {
    const problems = await checkPackage(each)
    process.stdout.write(`${problems ? '✗' : '✓'} ${each.name}\n${problems}`)
    if (problems) failed++
  }
  process.stdout.write(`${packages.length - failed} passed, ${failed} failed\n`)
  return failed > 0 ? 1 : 0
})
