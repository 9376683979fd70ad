import { equal } from '../../core/bytes/equal.ts'
import { type ApplicationMemory, type CardAnswer, sw } from './card-application.ts'

/** Tries that a right PIN restores. */
const triesMaximum = 3

/** VERIFY without data: asks, and does not try. */
export function tryStatus({ state: { verified, triesLeft } }: ApplicationMemory): CardAnswer {
  if (verified) return { sw: sw.ok }
  return { sw: triesLeft === 0 ? sw.blocked : 0x63c0 | triesLeft }
}

/** One try, counted before it is compared, so that pulling the card never wins a free one. */
export async function tryPin(memory: ApplicationMemory, given: Uint8Array, right: Uint8Array): Promise<CardAnswer> {
  let blocked = false
  await memory.write(({ triesLeft, verifyCount }) => {
    blocked = triesLeft === 0
    return { triesLeft: Math.max(0, triesLeft - 1), verified: false, verifyCount: verifyCount + 1 }
  })
  if (blocked) return { sw: sw.blocked }
  if (!equal(given, right)) return { sw: 0x63c0 | memory.state.triesLeft }
  await memory.set({ triesLeft: triesMaximum, verified: true })
  return { sw: sw.ok }
}

/** The PIN's characters, filled up with FF. */
export function paddedPin(pin: string, length: number): Uint8Array {
  const padded = new Uint8Array(length).fill(0xff)
  padded.set(new TextEncoder().encode(pin))
  return padded
}
