import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/**
 * Serves a folder on loopback, to this machine alone, until the process ends.
 *
 * @param port 0 takes a free one
 * @returns the address.
 */
export async function serveFolder(folder: string, port: number): Promise<string> {
  const server = createServer((request, response) => {
    const path = pathOf(request.url ?? '/')
    const wanted = path && join(folder, path.endsWith('/') ? `${path}index.html` : path)
    const isThere = wanted !== undefined && extname(wanted) !== '' && existsSync(wanted)
    const file = isThere ? wanted : join(folder, '404.html')
    response.writeHead(isThere ? 200 : 404, { 'content-type': types[extname(file)] ?? 'text/plain; charset=utf-8' })
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}/`
}

/** The path below the folder, which `..` can't leave; undefined for what is no path. */
function pathOf(url: string): string | undefined {
  try {
    return normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname))
  } catch {
    return undefined
  }
}
