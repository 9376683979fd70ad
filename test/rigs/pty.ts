import { closeSync, constants, openSync } from 'node:fs'
import { ReadStream } from 'node:tty'
import koffi from 'koffi'

/** A pseudo terminal: this process holds one end, a program opens `path`, the other. Linux. */
export interface Pty {
  readonly path: string
  /** Called with what the program wrote. */
  onData: (bytes: Uint8Array) => void
  write(bytes: Uint8Array): void
  /** A second time it does nothing. */
  close(): void
}

/** <bits/termios.h>: 60 bytes; somewhat more does no harm. */
const termiosSize = 128

export function openPty(): Pty {
  const libc = koffi.load('libc.so.6')
  const succeed = (result: number, call: string): number => {
    if (result < 0) throw new Error(`${call} failed`)
    return result
  }
  const openpt = libc.func('int posix_openpt(int)') as (flags: number) => number
  const grantpt = libc.func('int grantpt(int)') as (fd: number) => number
  const unlockpt = libc.func('int unlockpt(int)') as (fd: number) => number
  const ptsname = libc.func('int ptsname_r(int, uint8 *, size_t)') as (fd: number, name: Buffer, size: number) => number
  const tcgetattr = libc.func('int tcgetattr(int, void *)') as (fd: number, termios: Buffer) => number
  const cfmakeraw = libc.func('void cfmakeraw(void *)') as (termios: Buffer) => void
  const tcsetattr = libc.func('int tcsetattr(int, int, void *)') as (
    fd: number,
    when: number,
    termios: Buffer,
  ) => number

  const master = succeed(openpt(constants.O_RDWR | constants.O_NOCTTY), 'posix_openpt')
  succeed(grantpt(master), 'grantpt')
  succeed(unlockpt(master), 'unlockpt')
  const name = Buffer.alloc(128)
  succeed(ptsname(master, name, name.length), 'ptsname_r')
  const path = name.toString('latin1', 0, name.indexOf(0))
  // Held open, so that the line does not hang up when the program closes it for a while.
  const slave = openSync(path, constants.O_RDWR | constants.O_NOCTTY)
  const termios = Buffer.alloc(termiosSize)
  succeed(tcgetattr(slave, termios), 'tcgetattr')
  cfmakeraw(termios)
  succeed(tcsetattr(slave, 0, termios), 'tcsetattr')

  const line = new ReadStream(master)
  let closed = false
  const pty: Pty = {
    path,
    onData: () => undefined,
    write: (bytes) => void line.write(bytes),
    close() {
      if (closed) return
      closed = true
      line.destroy()
      closeSync(slave)
    },
  }
  line.on('data', (bytes: Buffer) => pty.onData(bytes))
  line.on('error', () => line.destroy()) // the line hung up
  return pty
}
