import { Writable } from 'node:stream'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { logOptions } from '../../server/log.ts'

describe('the log', () => {
  it('keeps what a database error repeats of a row to itself', () => {
    const lines: string[] = []
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString())
        done()
      },
    })
    const error = Object.assign(new Error('null value in column "name"'), { detail: 'Failing row contains (林示範).' })
    pino(logOptions('info'), sink).error({ err: error, requestId: '1' }, 'unexpected error')
    expect(lines.join('')).toContain('null value in column')
    expect(lines.join('')).not.toContain('林示範')
  })
})
