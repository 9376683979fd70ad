import type { KnownCard } from './card-profile.ts'
import type { CardEnvironment, Environment } from './environments.ts'
import { moduleEnvironment } from './module-code.ts'

/** A card as the guard looks at it. */
export type GuardedSubject = Pick<KnownCard, 'cardSn' | 'environment' | 'neverCounted'>

/** A card beside the one in use. */
export interface OtherCard extends GuardedSubject {
  readonly readerName: string
}

/** What the mixing guard looks at: everything that must be of one environment (mission/04). */
export interface MixingQuestion {
  /** Environment of the challenge, and so of the server that gave it. */
  readonly challenge: Environment
  readonly card: GuardedSubject
  /** Every other card present, in whatever reader. */
  readonly others: readonly OtherCard[]
  /** The security module in use, where there is one: a cloud module as much as the one in the reader. */
  readonly module?: { readonly code: string } | undefined
  /** The card is only shown: no module has a part, and nothing that counts is sent to anything. */
  readonly shown?: true | undefined
}

/** Which cards belong to which environment; what is false is locked for good when it is mixed in. */
const belongs: Record<CardEnvironment, Record<Environment, boolean>> = {
  test: { test: true, production: false },
  production: { test: false, production: true },
  'production-test': { test: false, production: true },
  unknown: { test: false, production: false },
}

/**
 * The mixing guard: the first thing that is not of the challenge's environment for certain, named by the end of its number
 * as its owner can read it there, or by its reader when it has no number that we can read; undefined when all are.
 */
export function findMixed({ challenge, card, others, module, shown }: MixingQuestion): string | undefined {
  if (module && moduleEnvironment(module.code) !== challenge) return moduleName(module.code)
  const isProductionModule = module !== undefined && challenge === 'production'
  const isShownInUse = shown === true && challenge === 'production'
  if (!belongs[card.environment][challenge] && !((isProductionModule || isShownInUse) && isUntoldAndUntouched(card))) {
    return card.cardSn === undefined ? '－' : endOf(card.cardSn)
  }
  const mixed = others.find(
    (other) =>
      !belongs[other.environment][challenge] && !(isUntoldAndUntouched(other) && (!module || isProductionModule)),
  )
  return mixed && (mixed.cardSn === undefined ? mixed.readerName : endOf(mixed.cardSn))
}

/**
 * An NHI card of which nobody can say whether it is a test card: nothing documented tells one from a card in use, and
 * neither it nor we have a command that it counts. It does not stand in the way of a card that signs by certificate, in
 * whose sign-in no other card has a part, and it is the everyday card beside a production module, and where it is only
 * shown in production; what a test environment is shown must be known for a test card. Beside a test module it
 * is refused, for the module and the NHI card authenticate each other elsewhere, and that is what locks cards (mission/04);
 * so is a card that is known to be of the other environment, always.
 */
const isUntoldAndUntouched = ({ environment, neverCounted }: GuardedSubject): boolean =>
  environment === 'unknown' && neverCounted === true

/** A module as its owner can read it on the card or in the file's name. */
export const moduleName = (code: string): string => `SAM ${endOf(code)}`

const endOf = (number: string): string => `…${number.slice(-4)}`
