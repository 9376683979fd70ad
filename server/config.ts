import { z } from 'zod'
import { type Environment, environments } from '../core/cards/environments.ts'
import { type Maintenance, readMaintenance } from '../core/claims/maintenance.ts'
import type { Text } from '../core/i18n/text.ts'
import { emailPattern, neededPhonePattern } from '../core/portal/contact.ts'
import { type Platform, platformCodes, platforms, portalCodes } from '../core/portal/platforms.ts'
import { isLocalName } from '../core/portal/system-addresses.ts'

/** What an administrator sets, checked once at start. docs/ lists the variables from `settings` below. */
export interface Config {
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** The portals that this process serves, and the origin of each. */
  readonly origins: Readonly<Partial<Record<Platform, string>>>
  readonly environment: Environment
  /** Where what this server keeps on disk is. */
  readonly dataDirectory: string
  readonly database: { readonly url: string } | { readonly directory: string }
  /** The file that pins the trust anchors. */
  readonly trustAnchors: string | undefined
  /** The folder of the authority for security modules; without one none is issued or taken. */
  readonly samDirectory: string | undefined
  /** The folder of the test modules that the portal gives out. */
  readonly samTestModules: string | undefined
  /** The folder of the keys for single sign-on; without it none is offered. */
  readonly oidcDirectory: string | undefined
  /** The built pages: what `npm run build` puts into dist/web. */
  readonly webDirectory: string
  readonly extension: { readonly chrome: string | null; readonly edge: string | null; readonly minimum: string }
  /** Where the card service is had. */
  readonly cardService: string | null
  /** Whom people ask; shown beside every page. */
  readonly helpdesk: {
    readonly phone: string
    readonly hours: Text
    readonly email: string
    /** 網路線路檢測/報修專線 */
    readonly line: { readonly carrier: Text; readonly phone: string }
  }
  readonly session: {
    readonly idleSeconds: number
    readonly absoluteSeconds: number
    /** Whether sessions end with their card (core/protocol/card-watch.ts). */
    readonly cardWatch: boolean
  }
  /** Whether a password that its holder never changed opens nothing but its change. */
  readonly passwordChangeRequired: boolean
  /** A.02 預檢醫療費用申報 */
  readonly claims: {
    /** When files are received, and none is checked. */
    readonly maintenance: Maintenance | undefined
    /** The list of ICD-10 codes that the agency publishes (docs/claims.md). */
    readonly icd10File: string | undefined
  }
  /** Whom to tell of a weakness, and the last day on which that is said. */
  readonly securityContact: { readonly uri: string; readonly until: string } | undefined
  /** From whom messages to institutions come. */
  readonly mailFrom: string
  /** The support-reporting system. */
  readonly support: {
    /** The day on which it opens, and the day from which it takes the place of the system before; null where not set. */
    readonly opensOn: string | null
    readonly goesLiveOn: string | null
    /** 一代系統, where reports are filed until then. */
    readonly earlierSystem: string | null
    /** How long a code in a text message is good. */
    readonly codeSeconds: number
    readonly sms: { readonly url: string; readonly token: string } | undefined
    /** `keys`: the files of our secret keys and of the service's public ones. */
    readonly verification:
      { readonly origin: string; readonly ownKeys: string; readonly serviceKeys: string } | undefined
  }
  /** Reverse proxies in front, each adding one entry to X-Forwarded-For; 0 believes the connection alone. */
  readonly proxies: number
  /** How long a server that is told to stop goes on answering, and says that it is not ready. */
  readonly shutdownDelaySeconds: number
  /** Where metrics are told; nowhere unless set. */
  readonly metrics: { readonly host: string; readonly port: number } | undefined
  readonly logLevel: LogLevel
}

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
type LogLevel = (typeof logLevels)[number]

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
type Settings = { readonly [N in SettingName]: z.output<(typeof settings)[N]['read']> }

const settingsSchema = z.object(
  Object.fromEntries(Object.entries(settings).map(([name, { read }]) => [name, read])),
) as unknown as z.ZodType<Settings>

/** Something that is set cannot be used. Its message has one line for each fault, and repeats no value. */
export class WrongConfig extends Error {
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(`the configuration is not right:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
    this.faults = faults
  }
}

/** Throws WrongConfig that names every wrong variable and what it should be. */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const result = settingsSchema.safeParse(givenValues(variables))
  if (!result.success) {
    const names = new Set(result.error.issues.map(({ path }) => String(path[0])))
    throw new WrongConfig([...names].map((name) => `${name} must be ${settings[name as SettingName].wants}`))
  }
  const rules = [originFaults, supportFaults, securityFaults, metricsFaults]
  const faults = rules.flatMap((faultsOf) => faultsOf(result.data))
  if (faults.length > 0) throw new WrongConfig(faults)
  return toConfig(result.data)
}

/** An empty variable is one that is not set. */
export const givenValues = (variables: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  )

function toConfig(it: Settings): Config {
  return {
    host: it.HOST,
    port: it.PORT,
    origins: servedOrigins(it),
    environment: it.ENVIRONMENT,
    dataDirectory: it.DATA_DIRECTORY,
    database: it.DATABASE_URL === undefined ? { directory: `${it.DATA_DIRECTORY}/database` } : { url: it.DATABASE_URL },
    trustAnchors: it.TRUST_ANCHORS,
    samDirectory: it.SAM_DIRECTORY,
    samTestModules: it.SAM_TEST_MODULES,
    oidcDirectory: it.OIDC_DIRECTORY,
    webDirectory: it.WEB_DIRECTORY,
    extension: {
      chrome: it.EXTENSION_CHROME_URL ?? null,
      edge: it.EXTENSION_EDGE_URL ?? null,
      minimum: it.MINIMUM_EXTENSION,
    },
    cardService: it.CARD_SERVICE_URL ?? null,
    helpdesk: {
      phone: it.HELPDESK_PHONE,
      hours: { zhTW: it.HELPDESK_HOURS, en: it.HELPDESK_HOURS_EN },
      email: it.HELPDESK_EMAIL,
      line: { carrier: { zhTW: it.LINE_CARRIER, en: it.LINE_CARRIER_EN }, phone: it.LINE_PHONE },
    },
    session: {
      idleSeconds: it.SESSION_IDLE_MINUTES * 60,
      absoluteSeconds: it.SESSION_HOURS * 3600,
      cardWatch: it.CARD_WATCH === 'on',
    },
    passwordChangeRequired: it.PASSWORD_CHANGE_REQUIRED === 'on',
    claims: { maintenance: readMaintenance(it.CLAIMS_MAINTENANCE), icd10File: it.ICD10_FILE },
    securityContact:
      it.SECURITY_CONTACT === undefined || it.SECURITY_CONTACT_UNTIL === undefined
        ? undefined
        : { uri: it.SECURITY_CONTACT, until: it.SECURITY_CONTACT_UNTIL },
    mailFrom: it.MAIL_FROM,
    support: toSupport(it),
    proxies: it.PROXIES,
    shutdownDelaySeconds: it.SHUTDOWN_DELAY_SECONDS,
    metrics: it.METRICS_PORT === undefined ? undefined : { host: it.METRICS_HOST, port: it.METRICS_PORT },
    logLevel: it.LOG_LEVEL,
  }
}

const originSettings = {
  vpn: 'ORIGIN_VPN',
  internet: 'ORIGIN_INTERNET',
  support: 'ORIGIN_SUPPORT',
} as const satisfies Record<Platform, SettingName>

const servedBy = (platform: Settings['PLATFORM']): readonly Platform[] => {
  if (platform === 'all') return platformCodes
  return platform === 'both' ? portalCodes : [platform]
}

const served = (it: Settings) =>
  servedBy(it.PLATFORM).map((platform) => [platform, it[originSettings[platform]]] as const)

const servedOrigins = (it: Settings): Config['origins'] => Object.fromEntries(served(it))

/** Not by the port alone: cookies ignore it, so that one site's sign-in would end the other's. */
function originFaults(it: Settings): string[] {
  const origins = served(it)
  if (new Set(origins.map(([, origin]) => new URL(origin).hostname)).size === origins.length) return []
  return [`${origins.map(([platform]) => originSettings[platform]).join(', ')} must differ in their host name`]
}

/** What belongs together: a day and the system before, an address and its secrets, and nothing that leaves a test environment. */
function supportFaults(it: Settings): string[] {
  const { SUPPORT_OPENS_ON: opensOn, SUPPORT_GOES_LIVE_ON: goesLiveOn, SMS_GATEWAY_URL: sms } = it
  const verification = [it.NHI_VERIFICATION_ORIGIN, it.NHI_VERIFICATION_OWN_KEYS, it.NHI_VERIFICATION_KEYS]
  const given = verification.filter((value) => value !== undefined).length
  const faults: readonly (readonly [boolean, string])[] = [
    [
      goesLiveOn !== undefined && it.SUPPORT_EARLIER_URL === undefined,
      'SUPPORT_GOES_LIVE_ON needs SUPPORT_EARLIER_URL: where reports are filed until then',
    ],
    [
      opensOn !== undefined && goesLiveOn !== undefined && opensOn > goesLiveOn,
      'SUPPORT_OPENS_ON must not be after SUPPORT_GOES_LIVE_ON',
    ],
    [(sms === undefined) !== (it.SMS_GATEWAY_TOKEN === undefined), 'SMS_GATEWAY_URL and SMS_GATEWAY_TOKEN go together'],
    [
      sms !== undefined && it.ENVIRONMENT === 'test',
      'SMS_GATEWAY_URL must not be set with ENVIRONMENT=test: no message leaves a test environment',
    ],
    [
      given !== 0 && given !== verification.length,
      'NHI_VERIFICATION_ORIGIN, NHI_VERIFICATION_OWN_KEYS and NHI_VERIFICATION_KEYS go together',
    ],
  ]
  return faults.filter(([isWrong]) => isWrong).map(([, words]) => words)
}

const securityFaults = (it: Settings): string[] =>
  (it.SECURITY_CONTACT === undefined) !== (it.SECURITY_CONTACT_UNTIL === undefined)
    ? ['SECURITY_CONTACT and SECURITY_CONTACT_UNTIL go together']
    : []

const metricsFaults = (it: Settings): string[] =>
  it.METRICS_PORT === it.PORT && it.PORT !== 0 ? ['METRICS_PORT must not be PORT: metrics are not for everybody'] : []

function toSupport(it: Settings): Config['support'] {
  const { SMS_GATEWAY_URL: url, SMS_GATEWAY_TOKEN: token } = it
  const { NHI_VERIFICATION_ORIGIN: there, NHI_VERIFICATION_OWN_KEYS: ownKeys, NHI_VERIFICATION_KEYS: serviceKeys } = it
  return {
    opensOn: it.SUPPORT_OPENS_ON ?? null,
    goesLiveOn: it.SUPPORT_GOES_LIVE_ON ?? null,
    earlierSystem: it.SUPPORT_EARLIER_URL ?? null,
    codeSeconds: it.SUPPORT_CODE_SECONDS,
    sms: url !== undefined && token !== undefined ? { url, token } : undefined,
    verification:
      there !== undefined && ownKeys !== undefined && serviceKeys !== undefined
        ? { origin: there, ownKeys, serviceKeys }
        : undefined,
  }
}
