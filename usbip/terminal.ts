import { createInterface } from 'node:readline/promises'
import { CodedError } from '../core/errors/coded-error.ts'
import { UsageError } from './commands/usage-error.ts'

/** The person at the terminal. */
export interface Terminal {
  tell(line: string): void
  complain(line: string): void
  /** True for "yes" alone. */
  confirm(question: string): Promise<boolean>
  /** What is typed without being shown; its receiver overwrites it. Errors: UsageError without a terminal, ERR_PIN_CANCELLED. */
  askPin(question: string): Promise<Uint8Array>
}

const keys = { interrupt: 0x03, endOfInput: 0x04, backspace: 0x08, newline: 0x0a, enter: 0x0d, delete: 0x7f } as const
/** More than any card's PIN has: what is longer is refused by its profile. */
const pinMaximum = 32

export const terminal: Terminal = {
  tell: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
  async confirm(question) {
    requireTerminal()
    const lines = createInterface({ input: process.stdin, output: process.stderr })
    try {
      return (await lines.question(`${question} (yes/no) `)).trim().toLowerCase() === 'yes'
    } finally {
      lines.close()
    }
  },
  async askPin(question) {
    requireTerminal()
    const { stdin, stderr } = process
    // Before the question: whoever is quick is not shown what he types either.
    stdin.setRawMode(true)
    try {
      stderr.write(question)
      return await readSecret(stdin)
    } finally {
      stdin.setRawMode(false)
      stdin.pause()
      stderr.write('\n')
    }
  },
}

/** A PIN in an argument, a variable or a pipe would be in places that nobody overwrites. */
function requireTerminal(): void {
  if (!process.stdin.isTTY) throw new UsageError('a PIN is taken from the person at a terminal only')
}

function readSecret(input: NodeJS.ReadStream): Promise<Uint8Array> {
  const typed = new Uint8Array(pinMaximum)
  let length = 0
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      input.off('data', onData)
      input.off('end', onEnd)
      settle()
      typed.fill(0)
    }
    const onEnd = (): void => end(() => reject(new CodedError('ERR_PIN_CANCELLED', 'no PIN was entered')))
    const take = (byte: number): void => {
      if (byte === keys.enter || byte === keys.newline) end(() => resolve(typed.slice(0, length)))
      else if (byte === keys.interrupt || byte === keys.endOfInput) onEnd()
      else if (byte === keys.backspace || byte === keys.delete) length = Math.max(0, length - 1)
      else if (length < pinMaximum) typed[length++] = byte
    }
    const onData = (chunk: Buffer): void => {
      chunk.forEach(take)
      chunk.fill(0)
    }
    input.on('data', onData)
    input.on('end', onEnd)
    input.resume()
  })
}
