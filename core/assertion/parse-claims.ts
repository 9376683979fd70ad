import { type CardType, cardTypeCodes, cardTypes, certificateCardTypes, readerKinds } from '../cards/card-types.ts'
import { type Json, isJsonObject } from './canonical-json.ts'
import { type LoginClaims, type Purpose, purposes } from './claims.ts'
import { confirmationPatterns } from './confirmation.ts'
import { malformed } from './malformed.ts'

/** Whether a value has the form of its member. */
export type Form = (value: Json) => boolean

const text =
  (pattern: RegExp): Form =>
  (value) =>
    typeof value === 'string' && pattern.test(value)
const oneOf =
  (...values: readonly Json[]): Form =>
  (value) =>
    values.includes(value)
const seconds: Form = (value) => Number.isSafeInteger(value) && Number(value) >= 0
const base64url32 = text(/^[\w-]{43}$/)

/** A portal's own comes again and again, and to read a URL takes as long as all the rest. */
let knownOrigin: string | undefined

/** A web origin in the form a browser gives it: no path, no default port, lower case. */
const origin: Form = (value) => {
  if (value === knownOrigin) return true
  if (typeof value !== 'string' || value.length > 255 || !/^https?:/.test(value)) return false
  if (!URL.canParse(value) || new URL(value).origin !== value) return false
  knownOrigin = value
  return true
}

/** For each member its form, or the members of the object that it is. */
type FormsOf<T> = { readonly [Member in keyof T]-?: T[Member] extends object ? FormsOf<T[Member]> : Form }
export interface Forms {
  readonly [member: string]: Form | Forms
}

/** The members of a sign-in with a card that signs with its own certificate (reference/assertion.md §2.2). */
export const certificateCard = {
  v: oneOf(1),
  purpose: oneOf('login'),
  aud: origin,
  origin,
  nonce: base64url32,
  iat: seconds,
  exp: seconds,
  jti: text(/^[\w-]{22}$/),
  cardType: oneOf(...certificateCardTypes),
  cardSn: text(/^[\x21-\x7e]{1,64}$/),
  institution: (value) => value === null || institutionCode(value),
  ext: { id: text(/^[\w@{}.-]{1,64}$/), version: text(/^\d{1,9}(?:\.\d{1,9}){0,3}$/) },
  reader: oneOf(...readerKinds),
  cnf: { jkt: base64url32 },
} satisfies FormsOf<Omit<LoginClaims, 'confirm' | 'holder'>>
const institutionCode = text(/^\d{10}$/)

/** Of a sign-in with a card that has no key, signed by a security module (same page). */
export const moduleCard = {
  ...certificateCard,
  cardType: oneOf(...cardTypeCodes.filter((code) => cardTypes[code].proof === 'sam-and-password')),
  institution: institutionCode,
  holder: { idNumber: text(/^[A-Z][0-9A-Z]\d{8}$/) },
} satisfies FormsOf<Omit<LoginClaims, 'confirm'> & Required<Pick<LoginClaims, 'holder'>>>

/** Of an NHI card that is only shown: the same, for nobody's institution. */
const shownCard = {
  ...moduleCard,
  purpose: oneOf('identify'),
  institution: oneOf(null),
} satisfies typeof moduleCard

/** A sign-in's, and what is confirmed. */
const confirming = {
  ...certificateCard,
  purpose: oneOf('confirm'),
  confirm: {
    action: text(confirmationPatterns.action),
    subject: text(confirmationPatterns.subject),
    words: text(confirmationPatterns.words),
  },
} satisfies FormsOf<Required<Omit<LoginClaims, 'holder'>>>

/** Which members an assertion must have, by what proves its card. Nothing else is signed with a card of that kind. */
const ofProof: Record<(typeof cardTypes)[CardType]['proof'], Partial<Record<Purpose, Forms>>> = {
  certificate: { login: certificateCard, confirm: confirming },
  'sam-and-password': { login: moduleCard, identify: shownCard },
  none: {},
}

const rows: ReadonlyMap<Json | undefined, Partial<Record<Purpose, Forms>>> = new Map(
  cardTypeCodes.map((cardType) => [cardType, ofProof[cardTypes[cardType].proof]]),
)

/** Exactly the members of its row, each of its form. Throws ERR_LOGIN_MALFORMED with the member's name. */
export function parseClaims(payload: Json): LoginClaims {
  const row = isJsonObject(payload) ? rows.get(payload['cardType']) : undefined
  if (!row || !isJsonObject(payload) || Object.keys(row).length === 0) throw malformed('cardType')
  const purpose = purposes.find((known) => known === payload['purpose'])
  const forms = purpose && row[purpose]
  if (!forms) throw malformed('purpose')
  const fault = faultIn(payload, forms, '')
  if (fault !== undefined) throw malformed(fault || 'payload')
  return payload as unknown as LoginClaims
}

/** The path of the first member that is missing or of another form, else of an object with a member more. */
function faultIn(value: Json, forms: Forms, path: string): string | undefined {
  if (!isJsonObject(value)) return path
  let count = 0
  for (const name in forms) {
    const form = forms[name]
    const member = value[name]
    const memberPath = path === '' ? name : `${path}.${name}`
    if (form === undefined || member === undefined) return memberPath
    if (typeof form === 'function') {
      if (!form(member)) return memberPath
    } else {
      const fault = faultIn(member, form, memberPath)
      if (fault !== undefined) return fault
    }
    count++
  }
  return Object.keys(value).length === count ? undefined : path
}
