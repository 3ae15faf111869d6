import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

/** What the lines of a file hold, one after the other. */
export async function* readJsonLines<Line>(file: string): AsyncGenerator<Line> {
  // What a pinned tool writes has the shape that its reader names.
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (line.startsWith('{')) yield JSON.parse(line) as Line
  }
}
