import type { CardType, ReaderKind } from '../cards/card-types.ts'
import { CodedError } from '../errors/coded-error.ts'
import type { ErrorCode } from '../errors/error-codes.ts'
import { type Platform, platformRow } from './platforms.ts'
import type { Role } from './roles.ts'

/** What the rules look at of an institution. */
export interface InstitutionFacts {
  readonly code: string
  readonly name: string
  /** 特約醫事機構. */
  readonly contracted: boolean
  /** 合併申報: the institution through which this one files its claims. */
  readonly filesThrough: string | null
}

/** Roles that are given to people; a representative is whoever holds the institution's card. */
export type AssignedRole = Exclude<Role, 'representative'>

export interface Assignment {
  readonly institution: InstitutionFacts
  readonly role: AssignedRole
}

/** Whom a card stands for, with what is known of it. */
export type HolderFacts =
  | { readonly kind: 'institution'; readonly institution: InstitutionFacts }
  | { readonly kind: 'person'; readonly assignments: readonly Assignment[] }

/** An institution that the holder may act for, with the roles held there. */
export interface Choice {
  readonly code: string
  readonly name: string
  readonly roles: Role[]
}

/**
 * Where the holder may act ("Which institution" of mission/01). `sam` is the institution of the SAM that took part in the
 * sign-in, if one did. Empty when nowhere: `requireChoices` says why.
 */
export function institutionChoices(
  facts: HolderFacts,
  { sam, platform }: { readonly sam?: InstitutionFacts | undefined; readonly platform: Platform },
): Choice[] {
  const isOpen = ({ contracted }: InstitutionFacts) => contracted || !platformRow(platform).forInstitutions
  if (facts.kind === 'institution') {
    const { institution } = facts
    const isOwn = sam === undefined || sam.code === institution.code
    return isOpen(institution) && isOwn ? [toChoice(institution, ['representative'])] : []
  }
  const byCode = new Map<string, Choice>()
  for (const assignment of facts.assignments) {
    const { institution, role } = assignment
    if (!isOpen(institution) || !isReached(assignment, sam)) continue
    const { roles } = byCode.get(institution.code) ?? { roles: [] }
    byCode.set(institution.code, toChoice(institution, [...roles, role]))
  }
  return [...byCode.values()]
}

/**
 * Rule 3: with a SAM of S, S itself, and the one under which S's claims are filed where the holder is a user; being its
 * manager does not reach so far. Rule 2: without a SAM, everywhere.
 */
function isReached({ institution, role }: Assignment, sam: InstitutionFacts | undefined): boolean {
  if (sam === undefined || sam.code === institution.code) return true
  return sam.filesThrough === institution.code && role === 'user'
}

const toChoice = ({ code, name }: InstitutionFacts, roles: Role[]): Choice => ({ code, name, roles })

/** What the platform says to a person whom nobody assigned: the wording differs, to the letter of mission/06. */
const notAssigned: Record<Platform, ErrorCode> = {
  vpn: 'ERR_LOGIN_NOT_ASSIGNED',
  internet: 'ERR_LOGIN_NOT_ASSIGNED_INTERNET',
  support: 'ERR_LOGIN_NOT_ASSIGNED',
}

/** What the sign-in itself says about institutions. */
export interface SignInFacts {
  readonly platform: Platform
  /** Null after 一般登入, which needs neither. */
  readonly cardType: CardType | null
  readonly reader: ReaderKind | null
  /** The code on the card, under its signature; null where the card carries none. */
  readonly institutionOnCard: string | null
  /** The institution of the SAM that signed too: in the NHI reader, or imported as a cloud SAM. */
  readonly sam?: InstitutionFacts
}

/**
 * The institutions to choose from after a sign-in; empty only for `mayBeNowhere`, who has something else to do here, and
 * for people where who signs in needs no institution.
 * Errors: ERR_READER_SAM_NOT_AUTHENTICATED (rule 4), ERR_LOGIN_INSTITUTION_MISMATCH (rule 1), ERR_LOGIN_ALTERED (card and
 * enrolment name different institutions), ERR_LOGIN_NOT_CONTRACTED, ERR_LOGIN_NOT_ASSIGNED and
 * ERR_LOGIN_NOT_ASSIGNED_INTERNET.
 */
export function requireChoices(facts: HolderFacts, signIn: SignInFacts, mayBeNowhere = false): Choice[] {
  const { sam, platform } = signIn
  if ((signIn.reader === 'nhi' || signIn.cardType === 'nhi') && !sam) {
    throw new CodedError('ERR_READER_SAM_NOT_AUTHENTICATED', 'this signs in with an authenticated SAM only')
  }
  if (facts.kind === 'institution') requireOwnCard(facts.institution, signIn)
  const choices = institutionChoices(facts, { sam, platform })
  const isAtHome = facts.kind === 'person' && !platformRow(platform).forInstitutions
  if (choices.length > 0 || mayBeNowhere || isAtHome) return choices
  const uncontracted = facts.kind === 'institution' ? facts.institution.code : onlyUncontracted(facts, sam)
  if (uncontracted !== undefined) {
    throw new CodedError('ERR_LOGIN_NOT_CONTRACTED', 'the institution is not contracted', {
      details: { institution: uncontracted },
    })
  }
  throw new CodedError(notAssigned[platform], 'no institution has assigned the holder', {
    details: { institution: sam?.code ?? '－' },
  })
}

function requireOwnCard({ code }: InstitutionFacts, { institutionOnCard, sam }: SignInFacts): void {
  if (institutionOnCard !== null && institutionOnCard !== code) {
    throw new CodedError('ERR_LOGIN_ALTERED', 'the card names another institution than its enrolment', {
      details: { field: 'institution' },
    })
  }
  if (sam && sam.code !== code) {
    throw new CodedError('ERR_LOGIN_INSTITUTION_MISMATCH', 'the SAM is of another institution', {
      details: { card: code, sam: sam.code },
    })
  }
}

/** Somebody whose every assignment in reach is without a contract is told so, rather than that nobody assigned them. */
function onlyUncontracted(
  { assignments }: Extract<HolderFacts, { kind: 'person' }>,
  sam: InstitutionFacts | undefined,
): string | undefined {
  return assignments.find((assignment) => isReached(assignment, sam))?.institution.code
}
