import { z } from 'zod'
import type { Environment } from '../core/cards/environments.ts'
import { type Maintenance, readMaintenance } from '../core/claims/maintenance.ts'
import type { Text } from '../core/i18n/text.ts'
import type { Platform } from '../core/portal/platforms.ts'
import { faultsOf, servedBy } from './setting-rules.ts'
import { type LogLevel, type SettingName, type Settings, settings } from './settings.ts'

/** What an administrator sets, checked once at start. docs/ lists the variables from `settings` of settings.ts. */
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
  const faults = faultsOf(result.data)
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

const servedOrigins = (it: Settings): Config['origins'] => Object.fromEntries(servedBy(it))

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
