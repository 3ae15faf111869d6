import { createReadStream, statSync } from 'node:fs'
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

/** A folder that is served. */
export interface ServedFolder {
  url: string
  close(): Promise<void>
}

/**
 * Serves a folder on loopback, to this machine alone.
 *
 * @param port 0 takes a free one
 */
export async function serveFolder(folder: string, port: number): Promise<ServedFolder> {
  const server = createServer((request, response) => {
    const path = pathOf(request.url ?? '/')
    const wanted = path && join(folder, path.endsWith('/') ? `${path}index.html` : path)
    const isThere = wanted !== undefined && statSync(wanted, { throwIfNoEntry: false })?.isFile() === true
    const file = isThere ? wanted : join(folder, '404.html')
    response.writeHead(isThere ? 200 : 404, { 'content-type': types[extname(file)] ?? 'text/plain; charset=utf-8' })
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}/`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The path below the folder, which `..` can't leave; undefined for what is no path. */
function pathOf(url: string): string | undefined {
  try {
    return normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname))
  } catch {
    return undefined
  }
}
