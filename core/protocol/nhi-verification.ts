import { z } from 'zod'

/**
 * What goes between the support-reporting system and the NHI-card verification service (docs/support-sign-in.md). Each is a
 * JWT signed by its sender (ES256) inside a JWE for its receiver (ECDH-ES+A256KW, A256GCM), RFC 7519 §11.2; both go in the
 * fragment of an address, which no server sees and no log holds.
 */
const common = {
  iss: z.url(),
  aud: z.url(),
  iat: z.int(),
  exp: z.int(),
  jti: z.uuid(),
}

export const idNumberForm = z.string().regex(/^[A-Z][A-D0-9]\d{8}$/)
/** 行動電話 in its ten digits. */
export const mobileForm = z.string().regex(/^09\d{8}$/)
/** 健保卡卡號 */
export const nhiCardNumberForm = z.string().regex(/^[0-9A-Z]{12}$/)

export const verificationRequest = z.strictObject({
  ...common,
  purpose: z.literal('verify-holder'),
  idNumber: idNumberForm,
  /** Proven a moment ago by a code. */
  phone: mobileForm,
  /** Where the browser is sent with the answer. */
  returnTo: z.url(),
})
export type VerificationRequest = z.output<typeof verificationRequest>

export const verificationReturn = z.strictObject({
  ...common,
  purpose: z.literal('holder-verified'),
  /** The `jti` of the request that is answered. */
  inReplyTo: z.uuid(),
  outcome: z.enum(['verified', 'refused']),
  idNumber: idNumberForm,
})
export type VerificationReturn = z.output<typeof verificationReturn>

/** From server to server: is there such a holder, and which telephone is known of them. */
export const holderQuestion = z.strictObject({
  ...common,
  purpose: z.literal('find-holder'),
  idNumber: idNumberForm,
  cardNumber: nhiCardNumberForm,
  /** A 7-digit date of the Republic’s calendar, such as 0660203. */
  birthDate: z.string().regex(/^\d{7}$/),
})
export type HolderQuestion = z.output<typeof holderQuestion>

export const holderAnswer = z.strictObject({
  ...common,
  purpose: z.literal('holder-found'),
  inReplyTo: z.uuid(),
  /** Null for who is not known, or not by these. */
  phone: mobileForm.nullable(),
})
export type HolderAnswer = z.output<typeof holderAnswer>
