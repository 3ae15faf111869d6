/** The TypeScript blocks of a Markdown text, each with the line on which its code begins. */
export function typeScriptBlocks(markdown) {
  return [...markdown.matchAll(/^```ts\n(.*?)^```$/gms)].map((match) => ({
    line: markdown.slice(0, match.index).split('\n').length + 1,
    code: match[1],
  }))
}
