import type { Edit } from './edit.js'
import type { HostBlock } from './host-schema.js'
import { databaseName, parseBlocks, parseField } from './prisma-schema/parse-blocks.js'
import type { SelectedModel } from './select-models.js'

/** What models of the import that are there lack: whole models and enums, fields of models, values of enums. */
export function missingModels(there: readonly HostBlock[], models: readonly SelectedModel[]): Edit[] {
  const last = there.at(-1)
  if (!last) return []
  // The brace that ends it, so that what is added comes after.
  const end = last.line + last.body.length + 1
  return models.flatMap((model) => {
    const block = there.find((each) => each.name === model.name || databaseName(each) === model.table)
    if (!block)
      return [
        {
          file: last.file,
          line: end,
          change: `add after this line:\n${model.text}`,
          insertion: `\n${model.text}`,
        },
      ]
    const { file, line, kind, name } = block
    const insertAfter = line + block.body.length
    return missingLines(block, model).map((text) => ({
      ...{ file, line, insertAfter },
      change: `add inside the ${kind} ${name}: ${text}`,
      insertion: `  ${text}`,
    }))
  })
}

function missingLines(block: HostBlock, { text }: SelectedModel): string[] {
  const there = new Set(block.body.flatMap(namesOf))
  const [wanted] = parseBlocks(text)
  return (wanted?.body ?? [])
    .filter((line) => namesOf(line).some((name) => !there.has(name)))
    .map((line) => line.trim())
}

/** What a line of a model or an enum declares: the column of a field, or a value. */
export function namesOf(line: string): string[] {
  const field = parseField(line)
  const value = /^\s*(\w+)\s*(?:\/\/.*)?$/.exec(line)?.[1]
  return field ? [field.column] : value ? [value] : []
}
