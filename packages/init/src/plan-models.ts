import { join } from 'node:path'
import type { TableDefinition } from '@data-import/core'
import type { Edit } from './edit.js'
import { folderEdit } from './folder-edit.js'
import type { HostApplication } from './host-application.js'
import { fragmentFolder, fragmentName, type HostBlock, type HostSchema } from './host-schema.js'
import { missingModels, namesOf } from './missing-models.js'
import type { WantedFile } from './plan-files.js'
import { parseField } from './prisma-schema/parse-blocks.js'
import type { ReferenceSchema } from './prisma-schema/reference-schema.js'
import { mustNameSchema, refuseTakenTables, schemaEdits } from './schema-edits.js'
import { appendedText, fragmentText, newSchema, prismaConfig } from './schema-files.js'
import { type SelectedModel, selectModels } from './select-models.js'
import { separateWritten } from './written-models.js'

/** What becomes of the application's Prisma schema. */
export interface PlannedModels {
  models: readonly SelectedModel[]
  files: readonly WantedFile[]
  edits: readonly Edit[]
  notes: readonly string[]
}

/**
 * @param options.home Postgres schema of the application's models that say none
 * @throws {ConfigurationError} where tables of the import's names are there and are something else.
 */
export async function planModels(
  reference: ReferenceSchema,
  application: HostApplication,
  found: HostSchema,
  tables: readonly TableDefinition[],
  { schema, isIntoSchema, home }: { schema: string; isIntoSchema: boolean; home: string },
): Promise<PlannedModels> {
  const { own, written } = await separateWritten(application.folder, found)
  const host = { ...found, blocks: own }
  const byHand = host.blocks.filter((block) => isModelOfImport(block, reference))
  const taken = new Set(host.blocks.filter((block) => !byHand.includes(block)).map(({ name }) => name))
  const models = selectModels(reference, tables, taken, mustNameSchema(host, schema, home) ? schema : undefined)
  if (byHand.length > 0) return { models, ...leaveByHand(models, byHand) }
  refuseTakenTables(host, models, schema, home)
  const edits = schemaEdits(host, schema, { home, prismaVersion: application.prismaVersion })
  const notes = models
    .filter(({ original, name }) => original !== name)
    .map(({ original, name }) => {
      const own = host.blocks.find((block) => block.name === original)
      return `${original} is a model of yours (${own?.file}:${own?.line}), so the import's is ${name}; its table is "${schema}"."${original}".`
    })
  if (edits.length > 2) {
    notes.push(`With --apply, init makes these changes, after a diff of them: data-import init --apply`)
  }
  const missing = missingModels(written, models)
  if (missing.length > 0)
    notes.push(`Models of the import are in ${written[0]?.file} already; what they lack is below.`)
  // Where an earlier init has put them, whatever is asked for now.
  const appendedTo = written.find(({ file }) => !file.endsWith(fragmentName))?.file
  const place = { schema, isIntoSchema: isIntoSchema && written.length === 0, appendedTo }
  return { models, ...placeModels(application, host, models, place, [...edits, ...missing], notes) }
}

function placeModels(
  application: HostApplication,
  host: HostSchema,
  models: readonly SelectedModel[],
  { schema, isIntoSchema, appendedTo }: { schema: string; isIntoSchema: boolean; appendedTo: string | undefined },
  edits: readonly Edit[],
  notes: readonly string[],
): Omit<PlannedModels, 'models'> {
  const folder = fragmentFolder(host)
  const purpose = `${models.length} models and enums`
  if (appendedTo !== undefined) {
    return { files: [{ path: appendedTo, text: appendedText(models), purpose, isAppended: true }], edits, notes }
  }
  const isRoot = host.kind === 'file' && folder === '.'
  if (host.kind === 'file' && (isIntoSchema || isRoot || host.isGiven)) {
    // In the root, the folder of the schema would be the whole application. What --prisma names, scripts name too.
    const reason = `${host.path} is where Prisma finds the schema, and a second file beside it can't be: the models are appended.`
    const file = { path: host.path, text: appendedText(models), purpose, isAppended: true }
    return { files: [file], edits, notes: isIntoSchema ? notes : [...notes, reason] }
  }
  const fragment = { path: join(folder, fragmentName), text: fragmentText(models), purpose }
  const path = `prisma.config${application.isTypeScript ? application.ending : '.ts'}`
  const config = (kind: string) => ({ path, text: prismaConfig(host, folder), purpose: kind })
  if (host.kind === 'none') {
    const base = {
      path: join(folder, 'schema.prisma'),
      text: newSchema(application, schema),
      purpose: 'generator and datasource',
    }
    const files = [base, fragment, ...(host.configFile ? [] : [config('configuration of Prisma')])]
    return { files, edits, notes: [...notes, newSchemaNote(folder, schema), ...drizzleNotes(application)] }
  }
  const edit = folderEdit(host, application)
  if (edit) return { files: [fragment], edits: [edit, ...edits], notes }
  const isSingle = host.kind === 'file'
  return { files: isSingle ? [fragment, config('tells Prisma of both schema files')] : [fragment], edits, notes }
}

/** https://orm.drizzle.team/docs/drizzle-config-file#tablesfilter */
function drizzleNotes({ dependencies }: HostApplication): string[] {
  if (!('drizzle-kit' in dependencies)) return []
  return [
    "drizzle-kit drops tables of the schema public that it doesn't know, so also the one in which Prisma notes its migrations. drizzle.config.ts is to say: tablesFilter: ['!_prisma_migrations']",
  ]
}

function newSchemaNote(folder: string, schema: string): string {
  const others =
    schema === 'public'
      ? 'Prisma then takes all of the schema "public" for its own and offers to drop tables that no model names: where there are others, leave out --schema public.'
      : `Prisma leaves the tables outside of the schema "${schema}" alone.`
  return `No Prisma schema was found here, so ${folder} is made, with the tables of the import alone. ${others}`
}

/** Whether it was copied from the reference schema: it has all of its columns, or its values. */
export function isModelOfImport(block: HostBlock, reference: ReferenceSchema): boolean {
  const all = [...reference.bookkeeping, ...reference.canonical]
  const original = all.find(({ kind, name }) => kind === block.kind && name === block.name)
  if (!original) return false
  const models = new Set(all.map(({ name }) => name))
  const own = new Set(block.body.flatMap(namesOf))
  const isRelation = (line: string) => models.has(parseField(line)?.type ?? '')
  return original.body.every((line) => isRelation(line) || namesOf(line).every((name) => own.has(name)))
}

function leaveByHand(models: readonly SelectedModel[], byHand: readonly HostBlock[]): Omit<PlannedModels, 'models'> {
  const edits = missingModels(byHand, models)
  const [first] = byHand
  const place = `${first?.file}:${first?.line}`
  if (edits.length === 0) {
    return { files: [], edits: [], notes: [`The models of the import are in your schema already (${place}).`] }
  }
  return {
    files: [],
    edits,
    notes: [`Models of the import are in your schema already (${place}); others are missing.`],
  }
}
