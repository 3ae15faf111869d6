import { spawn } from 'node:child_process'

const programs: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  // Without a shell, which would read the address.
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

/** Opens an address in the browser of whoever sits there. Where that can't be, the printed address is enough. */
export function openBrowser(address: string): void {
  const [program, ...parameters] = programs[process.platform] ?? ['xdg-open']
  const opened = spawn(program, [...parameters, address], { stdio: 'ignore', detached: true })
  opened.on('error', () => undefined)
  opened.unref()
}
