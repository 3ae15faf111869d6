import ts from 'typescript'

/** The module specifiers that a TypeScript file names, in order: imports, re-exports, dynamic imports and import types. */
export function importsOf(text) {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName)
}
