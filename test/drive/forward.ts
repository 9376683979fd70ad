import { request, type RequestListener } from 'node:http'

/** Hands every request on to a server of this computer, under the name `host` or the one that it came with. */
export function forwardTo(port: number, host?: string): RequestListener {
  return (incoming, outgoing) => {
    const { url = '/', method = 'GET', headers } = incoming
    const names = host === undefined ? headers : { ...headers, host }
    const onward = request({ host: '127.0.0.1', port, path: url, method, headers: names }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  }
}
