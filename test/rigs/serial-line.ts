import type { VirtualSerialPort } from '../../demo/reader/virtual-serial.ts'
import type { Pty } from './pty.ts'

/** Puts a virtual reader's port at this end of the pseudo terminal. Returns how to take it away again. */
export async function joinSerialLine(pty: Pty, port: VirtualSerialPort): Promise<() => Promise<void>> {
  await port.open({ baudRate: 115_200, stopBits: 2 })
  const writer = port.writable?.getWriter()
  const reader = port.readable?.getReader()
  if (!writer || !reader) throw new Error('the port is closed')
  pty.onData = (bytes) => void writer.write(Uint8Array.from(bytes))
  const toProgram = async (): Promise<void> => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      pty.write(value)
    }
  }
  const ended = toProgram()
  return async () => {
    pty.onData = () => undefined
    await reader.cancel()
    await ended
    await writer.close()
  }
}
