import { createServer, type AddressInfo, type Socket } from 'node:net'

/** A server that says the same to every connection, whatever is asked. */
export interface BadServer {
  readonly port: number
  /** Connections that were made so far. */
  readonly connections: () => number
  close(): Promise<void>
}

/** `serve` is called with each connection and its number, from 0. */
export async function badServer(serve: (socket: Socket, index: number) => void): Promise<BadServer> {
  const sockets = new Set<Socket>()
  let count = 0
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    serve(socket, count++)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => count,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
