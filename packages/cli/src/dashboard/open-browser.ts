import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const programs: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  // Without a shell, which would read the address.
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

/**
 * Opens an address in the browser of whoever sits there. The address goes by a file that nobody else can read, because any user of the
 * machine sees the arguments of programs. Where that can't be, the printed address is enough.
 *
 * @returns what deletes the file.
 */
export async function openBrowser(
  address: string,
  start = startProgram,
  folder = tmpdir(),
): Promise<() => Promise<void>> {
  try {
    const own = await mkdtemp(join(folder, 'data-import-'))
    const file = join(own, 'dashboard.html')
    await writeFile(file, stepTo(new URL(address)), { mode: 0o600 })
    const [program, ...parameters] = programs[process.platform] ?? ['xdg-open']
    start(program, [...parameters, file])
    return () => rm(own, { recursive: true, force: true })
  } catch {
    return async () => {}
  }
}

function startProgram(program: string, parameters: readonly string[]): void {
  const opened = spawn(program, parameters, { stdio: 'ignore', detached: true })
  opened.on('error', () => undefined)
  opened.unref()
}

/** A page that goes on to an address at once. */
function stepTo({ href }: URL): string {
  const target = href.replaceAll('&', '&amp;')
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0; url=${target}"><title>Data import</title><p><a href="${target}">Go on</a></p></html>\n`
}
