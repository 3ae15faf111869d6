/**
 * What package.json says beside `exports` for hosts whose TypeScript doesn't read it (`moduleResolution` `node10`: NestJS,
 * older Express and Remix): the main entry point, its types, and where those of the other entry points are. Node itself reads
 * `exports`, also where an application of CommonJS requires a package.
 */
export function entryFields({ exports }) {
  const others = Object.entries(exports).filter(([door, target]) => door !== '.' && target.types)
  const typesOf = Object.fromEntries(others.map(([door, { types }]) => [door.slice(2), [types]]))
  return {
    main: exports['.'].default,
    types: exports['.'].types,
    ...(others.length > 0 ? { typesVersions: { '*': typesOf } } : {}),
  }
}

/** Looks whether a manifest has its {@link entryFields}. @returns what is wrong, a line each. */
export function checkEntryFields(manifest) {
  const wanted = entryFields(manifest)
  return ['main', 'types', 'typesVersions'].flatMap((field) =>
    JSON.stringify(manifest[field]) === JSON.stringify(wanted[field])
      ? []
      : [`package.json: ${field} should be ${JSON.stringify(wanted[field])}: node scripts/write-entry-fields.mjs`],
  )
}

/** The manifest with its {@link entryFields} before `exports`; the other fields keep their order. */
export function withEntryFields(manifest) {
  const wanted = entryFields(manifest)
  const others = Object.entries(manifest).filter(([field]) => !['main', 'types', 'typesVersions'].includes(field))
  return Object.fromEntries(
    others.flatMap(([field, value]) =>
      field === 'exports' ? [...Object.entries(wanted), [field, value]] : [[field, value]],
    ),
  )
}
