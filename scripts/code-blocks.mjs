/** The TypeScript blocks of a Markdown text, each with the line on which its code begins. */
export function typeScriptBlocks(markdown) {
  return [...markdown.matchAll(/^```ts\n(.*?)^```$/gms)].map((match) => ({
    line: lineAt(markdown, match.index) + 1,
    code: match[1],
  }))
}

/** The TypeScript blocks in the comments `/** … *\/` of a source file, each with the line on which its code begins. */
export function commentBlocks(source) {
  return [...source.matchAll(/^[ \t]*\/\*\*$.*?\*\/$/gms)].flatMap((comment) => {
    const before = lineAt(source, comment.index) - 1
    const text = comment[0].replaceAll(/^[ \t]*\* ?/gm, '')
    return typeScriptBlocks(text).map(({ line, code }) => ({ line: before + line, code }))
  })
}

function lineAt(text, index) {
  return text.slice(0, index).split('\n').length
}
