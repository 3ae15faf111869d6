import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Application, TSConfigReader, type TypeDocOptions } from 'typedoc'
import { load } from 'typedoc-plugin-markdown'
import { root } from './paths.js'

/**
 * Writes the API reference as Markdown, a page for each export.
 *
 * @throws {Error} where an export is undocumented or a link of a comment leads nowhere; TypeDoc has said which.
 */
export async function writeApiReference(folder: string): Promise<void> {
  const { $schema: _schema, ...options } = JSON.parse(readFileSync(join(root, 'typedoc.json'), 'utf8'))
  const application = await Application.bootstrapWithPlugins(
    { ...options, ...markdownOptions, logLevel: 'Warn' } as TypeDocOptions,
    [new TSConfigReader()],
  )
  const project = await application.convert()
  if (project) {
    application.validate(project)
    await application.outputs.writeOutput({ name: 'markdown', path: folder }, project)
    listReexports(join(folder, 'core/provider/index.md'))
  }
  if (!project || application.logger.hasErrors() || application.logger.hasWarnings()) {
    throw new Error('The API reference could not be written; the reason is above.')
  }
}

/** TypeDoc gives each export of another module a heading; a list can be read. */
function listReexports(file: string): void {
  const text = readFileSync(file, 'utf8')
  const listed = text.replaceAll(/^### .*\n\nRe-exports (\[.*\))\n*(\*\*\*\n*)?/gm, '- $1\n')
  writeFileSync(
    file,
    listed.replace('## References', 'What a provider needs; all of it is in `@data-import/core` too.'),
  )
}

const markdownOptions = {
  plugin: [join(root, 'scripts/name-modules.mjs'), load],
  readme: 'none',
  hidePageHeader: true,
  hideBreadcrumbs: true,
  useCodeBlocks: true,
  blockTagsPreserveOrder: ['@example'],
  indexFormat: 'table',
  groupOrder: ['Functions', 'Variables', 'Interfaces', 'Type Aliases', 'Classes', '*'],
  outputFileStrategy: 'members',
  entryFileName: 'index',
  parametersFormat: 'table',
  interfacePropertiesFormat: 'list',
  classPropertiesFormat: 'list',
  typeDeclarationFormat: 'list',
  expandParameters: false,
  sanitizeComments: true,
  excludeScopesInPaths: true,
  navigationJson: 'site/.stage/api/navigation.json',
}
