import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withEntryFields } from './packages/entry-fields.mjs'
import { builtPackages, readJson, root } from './workspace.mjs'

/** Writes `main`, `types` and `typesVersions` of every package that is published, from its `exports`. */
for (const { folder, isPublic } of builtPackages()) {
  const file = `${folder}/package.json`
  if (isPublic) writeFileSync(join(root, file), `${JSON.stringify(withEntryFields(readJson(file)), null, 2)}\n`)
}
