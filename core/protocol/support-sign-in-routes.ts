import { z } from 'zod'
import { isIdNumber } from '../portal/id-number.ts'
import { challenge, thumbprint } from './challenge.ts'
import { typedPassword } from './password.ts'
import { perAddress, perHolder, perInstitution, route, type RouteTable } from './route.ts'
import { nothing } from './nothing.ts'
import { sessionView } from './session.ts'

/** As people type it; full width and small letters are forgiven. */
const typed = (form: RegExp, strip: RegExp = /\s/g) =>
  z
    .string()
    .max(40)
    .transform((text) => text.normalize('NFKC').replaceAll(strip, '').toUpperCase())
    .pipe(z.string().regex(form))

const idNumber = typed(/^[A-Z][A-D0-9]\d{8}$/).refine(isIdNumber)
const mobile = typed(/^09\d{8}$/, /[\s-]/g)
const code = typed(/^\d{6}$/)
const birthDate = typed(/^\d{7}$/)
const sites = ['support'] as const
const assertion = z.string().max(16_384)

/** When a code that was sent is no longer good. */
const sentCode = z.strictObject({ seconds: z.int(), tries: z.int() })

/** Signing in to the support-reporting system by other than a card's certificate. */
export const supportSignInRoutes = {
  'POST /api/support-sign-in/phone': route({
    rule: 'anyone',
    sites,
    limit: perAddress(60, 600),
    summary:
      'Without a reader (無插卡): sends a code to the mobile number; says the same whether anybody is known by it or not',
    request: z.strictObject({ idNumber, phone: mobile, jkt: thumbprint }),
    answer: sentCode,
  }),
  'POST /api/support-sign-in/phone/code': route({
    rule: 'anyone',
    sites,
    limit: perAddress(600, 600),
    summary: 'Takes the code; answers the address of the NHI-card verification service, with the sealed request',
    request: z.strictObject({ code }),
    answer: z.strictObject({ address: z.url() }),
  }),
  'POST /api/support-sign-in/phone/return': route({
    rule: 'anyone',
    sites,
    limit: perAddress(600, 600),
    also: [perHolder(120, 600), perInstitution(3000, 600)],
    summary: 'Takes the verification service’s sealed answer, once; opens a session bound to the page’s key',
    request: z.strictObject({ answer: z.string().max(16_384) }),
    answer: sessionView,
  }),
  'POST /api/support-sign-in/card/challenge': route({
    rule: 'anyone',
    sites,
    limit: perAddress(600, 60),
    summary: 'With a reader (健保卡登入(插卡)): what the extension answers with who holds the card in the reader',
    request: z.strictObject({ jkt: thumbprint }),
    answer: challenge,
  }),
  'POST /api/support-sign-in/card': route({
    rule: 'pre-session',
    sites,
    limit: perAddress(600, 60),
    also: [perHolder(120, 600), perInstitution(3000, 600)],
    summary: 'Signs in with what was read from the NHI card and its holder’s 健保卡網路服務密碼',
    request: z.strictObject({ assertion, password: typedPassword }),
    answer: sessionView,
  }),
  'POST /api/support-sign-in/password': route({
    rule: 'pre-session',
    sites,
    limit: perAddress(60, 600),
    summary:
      'Registration and reset (首次註冊, 重設密碼): has the holder of the card looked up, and a code sent to the number known of them; says the same in any case',
    request: z.strictObject({ assertion, birthDate }),
    answer: sentCode,
  }),
  'POST /api/support-sign-in/password/code': route({
    rule: 'anyone',
    sites,
    limit: perAddress(600, 600),
    summary: 'Takes the code, and sets the password that was chosen',
    request: z.strictObject({ code, password: typedPassword }),
    answer: nothing,
  }),
} as const satisfies RouteTable
