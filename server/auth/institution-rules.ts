import type { CardType, ReaderKind } from '../../core/cards/card-types.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import type { ErrorCode } from '../../core/errors/error-table.ts'
import type { Platform } from '../../core/protocol/platforms.ts'
import type { Role } from '../../core/protocol/roles.ts'
import type { InstitutionChoice } from '../../core/protocol/session.ts'
import type { Assignment } from '../db/tables/assignments.ts'
import type { Institution } from '../db/tables/institutions.ts'

/** Whom a card stands for, with what is known of it. */
export type HolderFacts =
  | { readonly kind: 'institution'; readonly institution: Institution }
  | { readonly kind: 'person'; readonly assignments: readonly Assignment[] }

type Candidates<K extends HolderFacts['kind']> = (facts: Extract<HolderFacts, { kind: K }>) => InstitutionChoice[]

/** "Which institution" of mission/01, rules 1 and 2: without a SAM only the holder decides. */
const withoutSam: { readonly [K in HolderFacts['kind']]: Candidates<K> } = {
  institution: ({ institution }) => [toChoice(institution, ['representative'])],
  person: ({ assignments }) => {
    const byCode = new Map<string, InstitutionChoice>()
    for (const { institution, role } of assignments) {
      if (!institution.contracted) continue
      const { roles } = byCode.get(institution.code) ?? { roles: [] }
      byCode.set(institution.code, toChoice(institution, [...roles, role]))
    }
    return [...byCode.values()]
  },
}

/** Rules 1 and 3 for the NHI reader compare with the institution of its SAM: their rows stand here once SAMs are known. */
const rules: { readonly [R in ReaderKind]: typeof withoutSam | undefined } = { ccid: withoutSam, nhi: undefined }

const toChoice = ({ code, name }: Institution, roles: Role[]): InstitutionChoice => ({ code, name, roles })

/** Where the holder may act. Empty when nowhere: `requireChoices` says why. */
export function institutionChoices(facts: HolderFacts): InstitutionChoice[] {
  if (facts.kind === 'person') return withoutSam.person(facts)
  return facts.institution.contracted ? withoutSam.institution(facts) : []
}

/** What the platform says to a person whom nobody assigned: the wording differs, to the letter of mission/06. */
const notAssigned: Record<Platform, ErrorCode> = {
  vpn: 'ERR_LOGIN_NOT_ASSIGNED',
  internet: 'ERR_LOGIN_NOT_ASSIGNED_INTERNET',
}

/** What the sign-in itself says about institutions. */
export interface SignInFacts {
  readonly platform: Platform
  readonly cardType: CardType
  readonly reader: ReaderKind
  /** The code on the card, under its signature; null where the card carries none. */
  readonly institutionOnCard: string | null
}

/**
 * The institutions to choose from after a sign-in: never empty. Errors: ERR_READER_SAM_NOT_AUTHENTICATED for a reader whose
 * rules need a SAM, ERR_LOGIN_NOT_CONTRACTED, ERR_LOGIN_ALTERED (card and enrolment name different institutions),
 * ERR_LOGIN_NOT_ASSIGNED and ERR_LOGIN_NOT_ASSIGNED_INTERNET.
 */
export function requireChoices(facts: HolderFacts, signIn: SignInFacts): InstitutionChoice[] {
  if (!rules[signIn.reader]) {
    throw new CodedError('ERR_READER_SAM_NOT_AUTHENTICATED', 'this reader signs in with its authenticated SAM only')
  }
  const uncontracted =
    facts.kind === 'institution' ? requireOwnCard(facts.institution, signIn) : onlyUncontracted(facts)
  if (uncontracted !== undefined) {
    throw new CodedError('ERR_LOGIN_NOT_CONTRACTED', 'the institution is not contracted', {
      details: { institution: uncontracted },
    })
  }
  const choices = institutionChoices(facts)
  if (choices.length === 0) {
    throw new CodedError(notAssigned[signIn.platform], 'no institution has assigned the holder', {
      details: { institution: signIn.institutionOnCard ?? '－' },
    })
  }
  return choices
}

/** The code when it is not contracted. */
function requireOwnCard({ code, contracted }: Institution, { institutionOnCard }: SignInFacts): string | undefined {
  if (institutionOnCard !== null && institutionOnCard !== code) {
    throw new CodedError('ERR_LOGIN_ALTERED', 'the card names another institution than its enrolment', {
      details: { field: 'institution' },
    })
  }
  return contracted ? undefined : code
}

/** Somebody assigned only where nobody is contracted is told so, rather than that nobody assigned them. */
function onlyUncontracted({ assignments }: Extract<HolderFacts, { kind: 'person' }>): string | undefined {
  const [first] = assignments
  return first && assignments.every(({ institution }) => !institution.contracted) ? first.institution.code : undefined
}
