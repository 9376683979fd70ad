/** The steps of a sign-in at the reader, in their order. */
export type Step =
  | 'list'
  | 'connect'
  | 'select'
  | 'read-info'
  | 'read-certificate'
  | 'transaction'
  | 'tries-left'
  | 'verify'
  | 'choose-key'
  | 'sign'
  | 'end'

/** The step is a command to the card: its instruction, and how many of that instruction come before. */
export const cardCommands = {
  select: { ins: 0xa4 },
  'read-info': { ins: 0xb0 },
  'read-certificate': { ins: 0xb0, skip: 2 },
  'tries-left': { ins: 0x20 },
  verify: { ins: 0x20, skip: 1 },
  'choose-key': { ins: 0x22 },
  sign: { ins: 0x2a },
} as const satisfies Partial<Record<Step, { readonly ins: number; readonly skip?: number }>>

export type CardStep = keyof typeof cardCommands
export const cardSteps = Object.keys(cardCommands) as readonly CardStep[]

/** By then the card has had its VERIFY. */
export const isAfterVerify = (step: Step): boolean => step === 'choose-key' || step === 'sign' || step === 'end'
