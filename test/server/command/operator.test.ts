import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { terminalOperator } from '../../../server/command/operator.ts'

function terminal() {
  const input = new PassThrough()
  const output = new PassThrough()
  return {
    input,
    output,
    operator: terminalOperator(input as unknown as NodeJS.ReadStream, output as unknown as NodeJS.WriteStream),
  }
}

describe('the operator at the terminal', () => {
  it('answers one line, and nothing when the input ends without one', async () => {
    const typed = terminal()
    typed.input.end('12345678\r\nmore\n')
    expect(await typed.operator.ask('? ')).toBe('12345678')
    const ended = terminal()
    ended.input.end()
    expect(await ended.operator.ask('? ')).toBeUndefined()
  })

  it('may read no further; any other fault of the output is none to pass over', () => {
    const { output } = terminal()
    expect(() => output.emit('error', Object.assign(new Error('write'), { code: 'EPIPE' }))).not.toThrow()
    expect(() => output.emit('error', Object.assign(new Error('write'), { code: 'EIO' }))).toThrow('write')
  })
})
