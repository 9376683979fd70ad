import { CodedError, type SerializedError, serializeError } from '../../core/errors/coded-error.ts'
import type { SerialNews, SerialRequest, SerialResult } from '../readers/serial-channel.ts'
import type { OpenSerialLine, SerialPorts } from '../readers/serial-ports.ts'

/** Does on `ports` what comes over `channel`. Returns how to end it: every line is closed, so that others may have the port. */
export function serveSerial(channel: MessagePort, ports: SerialPorts): () => Promise<void> {
  const lines = new Map<number, OpenSerialLine>()
  let ended = false
  let nextLine = 1

  const tell = (news: SerialNews, transfer: Transferable[] = []): void => {
    if (!ended) channel.postMessage(news, transfer)
  }

  const lineOf = (number: number): OpenSerialLine => {
    const line = lines.get(number)
    if (!line) throw new CodedError('ERR_READER_LOST', 'the serial line was closed')
    return line
  }

  const listen = async (number: number, line: OpenSerialLine): Promise<void> => {
    try {
      for (;;) {
        const chunk = await line.read()
        const bytes = chunk.slice().buffer
        chunk.fill(0) // an echo may hold a PIN
        tell({ kind: 'bytes', line: number, bytes }, [bytes])
      }
    } catch (error) {
      tell({ kind: 'ended', line: number, error: serialized(error) })
      lines.delete(number)
      await line.close()
    }
  }

  const open = async (portId: number): Promise<number> => {
    const line = await ports.open(portId)
    const number = nextLine++
    if (ended) {
      await line.close()
      return number
    }
    lines.set(number, line)
    void listen(number, line)
    return number
  }

  const write = async (number: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
    try {
      await lineOf(number).write(bytes)
    } finally {
      bytes.fill(0) // it may have held a PIN
    }
  }

  const act = async (request: SerialRequest): Promise<SerialResult> => {
    switch (request.op) {
      case 'list':
        return { ports: await ports.list() }
      case 'open':
        return { line: await open(request.port) }
      case 'write':
        await write(request.line, new Uint8Array(request.bytes))
        return {}
      case 'close':
        break
    }
    await lines.get(request.line)?.close()
    return {}
  }

  channel.addEventListener('message', ({ data: request }: MessageEvent<SerialRequest>) => {
    const { call } = request
    act(request).then(
      (result) => tell({ kind: 'done', call, ...result }),
      (error: unknown) => tell({ kind: 'failed', call, error: serialized(error) }),
    )
  })
  channel.start()
  const unwatch = ports.watch(() => tell({ kind: 'ports' }))
  tell({ kind: 'ready' })

  return async () => {
    ended = true
    unwatch()
    channel.close()
    await Promise.all([...lines.values()].map((line) => line.close()))
  }
}

/** What is no CodedError is our bug; it surfaces on the other side, where somebody waits. */
function serialized(error: unknown): SerializedError {
  if (error instanceof CodedError) return serializeError(error)
  return { code: 'ERR_READER_PROTOCOL', message: String(error), details: { field: 'Web Serial' } }
}
