/** A table with its schema, as SQL names it. */
export function quoteTable(schema: string, table: string): string {
  return [schema, table].map((name) => `"${name.replaceAll('"', '""')}"`).join('.')
}
