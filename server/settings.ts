import { z } from 'zod'
import { environments } from '../core/cards/environments.ts'
import { readMaintenance } from '../core/claims/maintenance.ts'
import { emailPattern, neededPhonePattern } from '../core/portal/contact.ts'
import { platformCodes, platforms } from '../core/portal/platforms.ts'
import { isLocalName } from '../core/portal/system-addresses.ts'

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

const maintenance = z.string().refine((text) => text === 'off' || readMaintenance(text) !== undefined)

const wholeNumber = (minimum: number, maximum: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(minimum).max(maximum))

/** Plain http is for this computer alone: elsewhere browsers refuse the `__Host-` cookies, and nobody could sign in. */
const origin = z.string().refine((text) => {
  if (!URL.canParse(text) || new URL(text).origin !== text) return false
  const url = new URL(text)
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLocalName(url.hostname))
})
const originWanted = 'an origin such as https://portal.example (http for *.localhost alone)'

const httpsAddress = z.url({ protocol: /^https$/ })

/** Its token and people's numbers go there: in the clear to this computer alone. */
const gatewayAddress = z.string().refine((text) => {
  const { protocol, hostname } = URL.canParse(text) ? new URL(text) : { protocol: '', hostname: '' }
  return protocol === 'https:' || (protocol === 'http:' && isLocalName(hostname))
})

const phone = z.string().regex(neededPhonePattern)
const phoneWanted = 'a telephone number'
const shortText = z.string().trim().min(1).max(100)
const shortTextWanted = 'at most 100 characters'

/** One variable: how it is read, and the words for a value that is wrong. */
interface Setting {
  readonly read: z.ZodType
  readonly wants: string
  /** What is looked up before the start: whether it is there, and may be read. */
  readonly names?: 'file' | 'directory'
  /** Never shown. */
  readonly secret?: true
}

/** Every variable. */
export const settings = {
  HOST: { read: z.string().min(1).default('127.0.0.1'), wants: 'an address to listen on' },
  PORT: { read: wholeNumber(0, 65_535).default(8080), wants: 'a number from 0 to 65535' },
  PLATFORM: {
    read: z.enum([...platformCodes, 'both', 'all']).default('both'),
    wants: 'vpn, internet, both (the two portals), support, or all',
  },
  ORIGIN_VPN: {
    read: origin.default(platforms.vpn.productionOrigin),
    wants: originWanted,
  },
  ORIGIN_INTERNET: {
    read: origin.default(platforms.internet.productionOrigin),
    wants: originWanted,
  },
  ORIGIN_SUPPORT: {
    read: origin.default(platforms.support.productionOrigin),
    wants: originWanted,
  },
  ENVIRONMENT: { read: z.enum(environments).default('production'), wants: 'test or production' },
  DATABASE_URL: {
    // By that name a restore sees who else is connected, and an address would override ours.
    read: z
      .url({ protocol: /^postgres(ql)?$/, abort: true })
      .refine((url) => !new URL(url).searchParams.has('application_name'))
      .optional(),
    wants: 'a postgres:// address without application_name',
  },
  DATA_DIRECTORY: { read: z.string().min(1).default('.data/portal'), wants: 'a directory' },
  TRUST_ANCHORS: { read: z.string().min(1).optional(), wants: 'a file', names: 'file' },
  SAM_DIRECTORY: { read: z.string().min(1).optional(), wants: 'a directory', names: 'directory' },
  SAM_TEST_MODULES: { read: z.string().min(1).optional(), wants: 'a directory', names: 'directory' },
  OIDC_DIRECTORY: { read: z.string().min(1).optional(), wants: 'a directory', names: 'directory' },
  WEB_DIRECTORY: { read: z.string().min(1).default('dist/web'), wants: 'a directory', names: 'directory' },
  EXTENSION_CHROME_URL: { read: httpsAddress.optional(), wants: 'an https address' },
  EXTENSION_EDGE_URL: { read: httpsAddress.optional(), wants: 'an https address' },
  CARD_SERVICE_URL: { read: httpsAddress.optional(), wants: 'an https address' },
  // Invented: an agency sets its own.
  HELPDESK_PHONE: { read: phone.default('(02)0000-0100'), wants: phoneWanted },
  HELPDESK_HOURS: { read: shortText.default('週一至週五 08:00–19:45、週六 09:00–17:00'), wants: shortTextWanted },
  HELPDESK_HOURS_EN: { read: shortText.default('Mon–Fri 08:00–19:45, Sat 09:00–17:00'), wants: shortTextWanted },
  HELPDESK_EMAIL: { read: z.string().regex(emailPattern).default('service@portal.example'), wants: 'a mail address' },
  LINE_CARRIER: { read: shortText.default('示範電信'), wants: shortTextWanted },
  LINE_CARRIER_EN: { read: shortText.default('Demo Telecom'), wants: shortTextWanted },
  LINE_PHONE: { read: phone.default('(02)0000-0118'), wants: phoneWanted },
  MINIMUM_EXTENSION: {
    read: z
      .string()
      .regex(/^\d+(\.\d+){0,3}$/)
      .default('0.1.0'),
    wants: 'dotted numbers such as 1.4.2',
  },
  SESSION_IDLE_MINUTES: { read: wholeNumber(1, 1440).default(30), wants: 'a number from 1 to 1440' },
  SESSION_HOURS: { read: wholeNumber(1, 24).default(12), wants: 'a number from 1 to 24' },
  CARD_WATCH: { read: z.enum(['off', 'on']).default('off'), wants: 'off or on' },
  PASSWORD_CHANGE_REQUIRED: { read: z.enum(['off', 'on']).default('on'), wants: 'off or on' },
  CLAIMS_MAINTENANCE: { read: maintenance.default('05:00-08:00'), wants: 'times of a day such as 05:00-08:00, or off' },
  ICD10_FILE: { read: z.string().min(1).optional(), wants: 'a file', names: 'file' },
  SECURITY_CONTACT: {
    read: z
      .string()
      .regex(/^(?:mailto:|https:\/\/|tel:\+)[^\s]{3,200}$/)
      .optional(),
    wants: 'an address such as mailto:security@portal.example',
  },
  SECURITY_CONTACT_UNTIL: { read: z.iso.date().optional(), wants: 'a day such as 2027-12-31' },
  MAIL_FROM: { read: z.string().regex(emailPattern).default('no-reply@portal.example'), wants: 'a mail address' },
  SUPPORT_OPENS_ON: { read: z.iso.date().optional(), wants: 'a day such as 2027-01-01' },
  SUPPORT_GOES_LIVE_ON: { read: z.iso.date().optional(), wants: 'a day such as 2027-07-01' },
  SUPPORT_EARLIER_URL: { read: httpsAddress.optional(), wants: 'an https address' },
  SUPPORT_CODE_SECONDS: { read: wholeNumber(30, 600).default(60), wants: 'a number from 30 to 600' },
  SMS_GATEWAY_URL: { read: gatewayAddress.optional(), wants: 'an https address (http for this computer alone)' },
  SMS_GATEWAY_TOKEN: { read: z.string().min(16).optional(), wants: 'at least 16 characters', secret: true },
  NHI_VERIFICATION_ORIGIN: { read: origin.optional(), wants: originWanted },
  NHI_VERIFICATION_OWN_KEYS: { read: z.string().min(1).optional(), wants: 'a file', names: 'file' },
  NHI_VERIFICATION_KEYS: { read: z.string().min(1).optional(), wants: 'a file', names: 'file' },
  PROXIES: { read: wholeNumber(0, 8).default(0), wants: 'a number from 0 to 8' },
  SHUTDOWN_DELAY_SECONDS: { read: wholeNumber(0, 300).default(0), wants: 'a number from 0 to 300' },
  METRICS_PORT: { read: wholeNumber(0, 65_535).optional(), wants: 'a number from 0 to 65535' },
  METRICS_HOST: { read: z.string().min(1).default('127.0.0.1'), wants: 'an address to listen on' },
  LOG_LEVEL: { read: z.enum(logLevels).default('info'), wants: logLevels.join(', ') },
} as const satisfies Record<string, Setting>

export type SettingName = keyof typeof settings
export type Settings = { readonly [N in SettingName]: z.output<(typeof settings)[N]['read']> }
