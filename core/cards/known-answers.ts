import { toHex } from '../bytes/hex.ts'

/** A card that is known by its answer to reset. */
export interface KnownAnswer {
  /** The answer to reset in hex; `..` stands for any byte. */
  readonly pattern: string
  /** What it is, for engineers. */
  readonly card: string
  /** The profile to ask first (profiles.ts), where we have one. */
  readonly profile?: string
  /** No commands for its keys are published: it signs by way of its issuing centre's own component. */
  readonly needsMiddleware?: true
  /** Who says so. */
  readonly source: string
}

/**
 * A hint, never proof: cards of one kind answer differently from batch to batch, and every profile asks the card itself.
 * ISO 7816-3 lets a reader warm-reset a card into another answer, so that only what was seen is here.
 */
export const knownAnswers: readonly KnownAnswer[] = [
  {
    pattern: '3B EE 00 00 81 31 FE 45 80 31 80 66 40 90 93 06 0F 17 83 0F 90 00 F3',
    card: 'NHI IC card',
    profile: 'nhi',
    source: 'pcsc-tools smartcard_list.txt',
  },
  {
    // Interface bytes and check byte differ with the chip; the historical bytes are “CHTMOICA”.
    pattern: '3B B8 .. .. 81 31 .. .. 43 48 54 4D 4F 49 43 41 ..',
    card: 'MOICA citizen certificate, native',
    profile: 'moica-native',
    needsMiddleware: true,
    source: 'pcsc-tools smartcard_list.txt',
  },
  {
    // “CHTGPKIJ”: MOICA, GCA, MOEACA and XCA cards of this generation answer alike.
    pattern: '3B D8 .. .. 81 B1 .. .. .. 07 43 48 54 47 50 4B 49 4A ..',
    card: 'GPKI Java card',
    needsMiddleware: true,
    source: 'pcsc-tools smartcard_list.txt',
  },
  {
    pattern: '3B 8B 80 01 00 31 C1 64 08 40 21 30 00 90 00 57',
    card: 'GPKI Java card, contactless',
    needsMiddleware: true,
    source: 'pcsc-tools smartcard_list.txt',
  },
  {
    // “HCATEST”
    pattern: '3B 8D 81 31 FE 45 80 73 80 21 .. 57 48 43 41 54 45 53 54 ..',
    card: 'HCA test card, T=1',
    profile: 'hca-test',
    source: 'demo/cards/README.md',
  },
  {
    pattern: '3B 6D 00 00 80 73 80 21 .. 57 48 43 41 54 45 53 54',
    card: 'HCA test card, T=0',
    profile: 'hca-test',
    source: 'demo/cards/README.md',
  },
  {
    // “NHISAM”
    pattern: '3B 8C 81 31 FE 45 80 73 80 21 .. 56 4E 48 49 53 41 4D ..',
    card: 'SAM card',
    profile: 'sam',
    source: 'demo/cards/README.md',
  },
]

/** The first row that fits. */
export function findKnownAnswer(answerToReset: Uint8Array): KnownAnswer | undefined {
  const hex = toHex(answerToReset)
  return rows.find(({ expression }) => expression.test(hex))?.row
}

const rows = knownAnswers.map((row) => {
  const bytes = row.pattern.toLowerCase().split(' ')
  return { row, expression: new RegExp(`^${bytes.join('')}$`) }
})
