import { toHex } from '../../../core/bytes/hex.ts'
import { concat } from '../../../core/bytes/concat.ts'
import type { SmartCardContext } from '../../../core/smartcard/context.ts'
import { applicationId } from '../../../demo/cards/hca-test-files.ts'

/** Lengths that READ BINARY asks for: one like a status, and one like a certificate's part. */
export const lengths = [8, 200] as const

/** Milliseconds of each command, one list for each of `lengths`. */
export type Samples = readonly (readonly number[])[]

/** In each round, besides those that wake everything up again. Rounds before the first that counts warm the compilers. */
const commands = 1_000
const warmUp = 200
export const warmUpRounds = 4

export const select = concat([0x00, 0xa4, 0x04, 0x0c, applicationId.length], applicationId)

/** Of the card's second file, its certificate. */
const readBinary = (length: number): Uint8Array => Uint8Array.of(0x00, 0xb0, 0x82, 0x00, length)

export type Transmit = (command: Uint8Array) => Uint8Array | Promise<Uint8Array>

/** Commands of a sample where the clock is coarse: a browser's shows 0.1 ms. */
export const batch = 10

/**
 * Times READ BINARY, one after the other. An answer that is not what was asked for fails. A sample is the mean of
 * `perSample` commands.
 */
export async function measureCommands(transmit: Transmit, perSample = 1): Promise<Samples> {
  expectAnswer(await transmit(select), 0)
  const samples: number[][] = []
  for (const length of lengths) {
    const command = readBinary(length)
    for (let i = 0; i < warmUp; i++) expectAnswer(await transmit(command), length)
    const times: number[] = []
    for (let i = 0; i < commands; i += perSample) {
      const start = performance.now()
      for (let j = 0; j < perSample; j++) expectAnswer(await transmit(command), length)
      times.push((performance.now() - start) / perSample)
    }
    samples.push(times)
  }
  return samples
}

/** The same on the first reader of a context. */
export async function measureContext(context: SmartCardContext, perSample?: number): Promise<Samples> {
  const [readerName = 'no reader'] = await context.listReaders()
  const { connection } = await context.connect(readerName, 'shared')
  try {
    return await measureCommands((command) => connection.transmit(command), perSample)
  } finally {
    await connection.disconnect('leave')
  }
}

/** The samples of several rounds as if they were one. */
export const joinSamples = (rounds: readonly Samples[]): Samples =>
  lengths.map((_length, index) => rounds.flatMap((round) => round[index] ?? []))

function expectAnswer(answer: Uint8Array, length: number): void {
  if (answer.length === length + 2 && answer[length] === 0x90 && answer[length + 1] === 0x00) return
  throw new Error(`READ BINARY of ${length} bytes was answered with ${toHex(answer)}`)
}
