import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { demoCards } from '../demo/cards/demo-cards.ts'
import { demoSamCards } from '../demo/cards/sam-cards.ts'
import type { DemoPki } from '../demo/pki/demo-pki.ts'
import { makeDemoPki } from '../demo/pki/make-demo-pki.ts'
import type { Clock } from './clock.ts'

/** Cards are good for four years from the making; a PKI is made anew before that. */
const renewAfterMilliseconds = 3 * 365 * 86_400_000

/** The demo's keys and certificates: made at the first start, kept in the data directory. */
export async function keepDemoPki(directory: string, clock: Clock): Promise<DemoPki> {
  mkdirSync(directory, { recursive: true })
  const file = `${directory}/demo-pki.json`
  const kept = readKept(file)
  if (kept && isUsable(kept, clock.now())) return kept
  const pki = await makeDemoPki({ now: clock.now() })
  writeFileSync(`${file}.new`, JSON.stringify(pki), { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return pki
}

function readKept(file: string): DemoPki | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as DemoPki
  } catch {
    return undefined // none yet, or cut off: made anew
  }
}

/** One that an older version made may lack cards. */
function isUsable({ madeAt, cards }: DemoPki, now: Date): boolean {
  const ids = new Set(cards.map(({ id }) => id))
  return (
    now.getTime() - Date.parse(madeAt) < renewAfterMilliseconds &&
    [...demoCards, ...demoSamCards].every(({ id }) => ids.has(id))
  )
}
