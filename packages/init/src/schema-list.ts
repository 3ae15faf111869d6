/** A list that a block of a Prisma schema says, such as `schemas = ["public"]`. */
export interface SchemaList {
  names: string[]
  /** Index of its first line in the block's body. */
  index: number
  /** Whether it is on one line. */
  isOneLine: boolean
}

/** The list of a setting; undefined where the block doesn't say it. */
export function readList(body: readonly string[], setting: string): SchemaList | undefined {
  const index = body.findIndex((line) => new RegExp(`^\\s*${setting}\\s*=`).test(line))
  if (index < 0) return undefined
  const length = body.slice(index).findIndex((line) => line.includes(']')) + 1
  const text = body.slice(index, index + length).join('\n')
  return { names: [...text.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name), index, isOneLine: length === 1 }
}
