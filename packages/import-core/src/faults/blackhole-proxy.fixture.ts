import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A proxy before a server that can fall silent: it then swallows everything, and closes nothing. */
export interface BlackholeProxy {
  /** The same database, through the proxy. */
  url: string
  /** From now on, nothing gets through. */
  swallow(): void
  /** Closes the connections to the server, as the server itself would after a while. */
  dropServerSide(): void
  close(): Promise<void>
}

export async function startBlackholeProxy(serverUrl: string): Promise<BlackholeProxy> {
  const target = new URL(serverUrl)
  const clientSides = new Set<Socket>()
  const serverSides = new Set<Socket>()
  let isSilent = false
  const pass = (from: Socket, to: Socket) => {
    from.on('data', (chunk) => isSilent || to.write(chunk))
    from.on('close', () => isSilent || to.destroy())
    from.on('error', () => undefined)
  }
  const server = createServer((clientSide) => {
    const serverSide = connect(Number(target.port), target.hostname)
    clientSides.add(clientSide)
    serverSides.add(serverSide)
    pass(clientSide, serverSide)
    pass(serverSide, clientSide)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const url = new URL(serverUrl)
  url.hostname = '127.0.0.1'
  url.port = String(address.port)
  return {
    url: url.toString(),
    swallow() {
      isSilent = true
    },
    dropServerSide() {
      for (const socket of serverSides) socket.destroy()
    },
    async close() {
      for (const socket of [...clientSides, ...serverSides]) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
