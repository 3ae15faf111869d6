import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'

/**
 * An npm registry on loopback that keeps what is published to it in memory: what the real one would be given, and what hosts
 * install from.
 */
export async function startRegistry() {
  const published = new Map()
  const server = createServer(async (request, response) => {
    const { status, body } = await answer(published, request, `http://${request.headers.host}`)
    response.writeHead(status, {
      'content-type': Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json',
    })
    response.end(Buffer.isBuffer(body) ? body : JSON.stringify(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** Each published package's name with its `manifest`, its `tarball` and the `tag` it went out under. */
    published,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function answer(published, request, address) {
  const [name, rest] = decodeURIComponent(new URL(request.url, address).pathname).slice(1).split('/-/')
  if (request.method === 'PUT') {
    keep(published, JSON.parse(await text(request)))
    return { status: 201, body: { ok: true } }
  }
  const found = published.get(name)
  if (!found) return { status: 404, body: { error: `There is no ${name}.` } }
  return { status: 200, body: rest ? found.tarball : description(found, address) }
}

function keep(published, { name, versions, _attachments: attachments, 'dist-tags': tags }) {
  const [version] = Object.keys(versions)
  const [{ data }] = Object.values(attachments)
  published.set(name, {
    manifest: versions[version],
    tarball: Buffer.from(data, 'base64'),
    tag: Object.keys(tags)[0],
  })
}

function description({ manifest, tarball, tag }, address) {
  const { name, version } = manifest
  const dist = {
    tarball: `${address}/${name}/-/${version}.tgz`,
    integrity: `sha512-${createHash('sha512').update(tarball).digest('base64')}`,
    shasum: createHash('sha1').update(tarball).digest('hex'),
  }
  // Package managers may refuse what was published today.
  const time = { [version]: '2020-01-01T00:00:00.000Z' }
  return { name, time, 'dist-tags': { [tag]: version }, versions: { [version]: { ...manifest, dist } } }
}

async function text(stream) {
  const chunks = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
