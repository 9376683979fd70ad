import type { ComparedSamples } from './against-libccid.ts'
import { joinSamples, type Samples, warmUpRounds } from './measure-commands.ts'

/** Both have the same reader in turns, so that what else the computer does strikes both. */
const rounds = 3

export async function takeTurns(
  measureOurs: () => Promise<Samples>,
  measureLibccid: () => Promise<Samples>,
): Promise<ComparedSamples> {
  const ours: Samples[] = []
  const libccid: Samples[] = []
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    ours.push(await measureOurs())
    libccid.push(await measureLibccid())
  }
  return { ours: joinSamples(ours.slice(warmUpRounds)), libccid: joinSamples(libccid.slice(warmUpRounds)) }
}
