/** A call of the command line in a document. */
export interface CommandLine {
  /** What follows `data-import`, split as a shell does. */
  words: string[]
  /** Whether it stands in a sentence, where arguments may be left out. */
  isMention: boolean
}

/** The program once it is installed, or straight from the registry. */
const inlineCode = /`(?:npx )?(?:data-import|(?<=npx )@data-import\/cli) (?<rest>[^`]+)`/g
/** An npm script of that name gets its words after `--`. */
const inBlock = /(?:(?:^|[\s("])data-import(?: --)?|\bnpx @data-import\/cli) (?<rest>.+)/g

/** Calls of `data-import` in the code of a Markdown text. */
export function commandLines(markdown: string): CommandLine[] {
  const blocks = [...markdown.matchAll(/^```(?:sh)?\n(.*?)^```$/gms)].map(([, code = '']) => code)
  const prose = markdown.replaceAll(/^```.*?^```$/gms, '')
  const linesOf = (text: string, pattern: RegExp, isMention: boolean) =>
    [...text.matchAll(pattern)].map(({ groups }) => ({ words: splitWords(groups?.rest ?? ''), isMention }))
  return [
    ...blocks.flatMap((code) => linesOf(code.replaceAll('\\\n', ' '), inBlock, false)),
    ...linesOf(prose, inlineCode, true),
  ]
}

/** The words of a shell's command, up to what belongs to the shell: a pipe, a redirection, a comment. */
export function splitWords(text: string): string[] {
  const words: string[] = []
  for (const [token] of text.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'|<>;&()])+|[|<>;&()]/g)) {
    if (/^([|<>;&()]|#)/.test(token)) break
    words.push(token.replaceAll(/"([^"]*)"|'([^']*)'/g, '$1$2'))
  }
  return words
}
