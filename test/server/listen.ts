import { createServer, type RequestListener } from 'node:http'
import { onTestFinished } from 'vitest'

/** An HTTP server on loopback for the running test. Resolves with its address, which ends in a slash. */
export async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return `http://127.0.0.1:${address.port}/`
}
