import { createInterface } from 'node:readline'

/** The person at the terminal. */
export interface Operator {
  readonly tell: (line: string) => void
  /** One line, without its end; undefined when the input ends or is interrupted. */
  readonly ask: (question: string) => Promise<string | undefined>
}

export function terminalOperator(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Operator {
  // Whoever reads no further (`| head`) does not undo what was asked for.
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  return {
    tell: (line) => void output.write(`${line}\n`),
    ask: (question) =>
      new Promise((resolve) => {
        const lines = createInterface({ input, output, terminal: input.isTTY && output.isTTY })
        lines.once('close', () => resolve(undefined))
        lines.once('SIGINT', () => lines.close())
        lines.question(question, (answer) => {
          resolve(answer)
          lines.close()
        })
      }),
  }
}
