import { schemaDiagram } from './schema-diagram.js'
import { readReferenceSchema } from './schema-reference.js'

/** Draws a diagram at each comment `diagram: bookkeeping` or `diagram: canonical` of a page. */
export async function withDiagrams(markdown: string): Promise<string> {
  if (!markdown.includes('<!-- diagram: ')) return markdown
  const { bookkeeping, canonical } = readReferenceSchema()
  const diagrams: Readonly<Record<string, string>> = {
    bookkeeping: await schemaDiagram(bookkeeping, { isShort: false }),
    canonical: await schemaDiagram(canonical, { isShort: true }),
  }
  return markdown.replaceAll(/<!-- diagram: (\w+) -->/g, (_comment, name: string) => {
    const diagram = diagrams[name]
    if (!diagram) throw new Error(`There is no diagram ${name}.`)
    return `<figure class="diagram" v-pre>${diagram}<figcaption>* never null</figcaption></figure>`
  })
}
