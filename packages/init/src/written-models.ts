import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fragmentFolder, fragmentName, type HostBlock, type HostSchema } from './host-schema.js'
import { parseBlocks } from './prisma-schema/parse-blocks.js'
import { beginMark, endMark } from './schema-files.js'

/** The application's blocks, and those that an earlier `init` wrote: edited or not, they are the import's. */
export async function separateWritten(
  folder: string,
  host: HostSchema,
): Promise<{ own: HostBlock[]; written: HostBlock[] }> {
  const texts = new Map<string, string>()
  for (const file of new Set(host.blocks.map((block) => block.file))) {
    texts.set(file, await readFile(join(folder, file), 'utf8'))
  }
  const isWritten = ({ file, line }: HostBlock) => file.endsWith(fragmentName) || isMarked(texts.get(file) ?? '', line)
  return {
    own: host.blocks.filter((block) => !isWritten(block)),
    written: [...host.blocks.filter(isWritten), ...(await unreadFragment(folder, host))],
  }
}

function isMarked(text: string, line: number): boolean {
  const before = text.split('\n').slice(0, line).join('\n')
  return before.lastIndexOf(beginMark) > before.lastIndexOf(endMark)
}

/** The second schema file of which Prisma hasn't been told yet. */
async function unreadFragment(folder: string, host: HostSchema): Promise<HostBlock[]> {
  if (host.kind !== 'file') return []
  const file = join(fragmentFolder(host), fragmentName)
  const text = await readFile(join(folder, file), 'utf8').catch(() => '')
  return parseBlocks(text).map((block) => ({ ...block, file }))
}
