import { type Platform, platformCodes, portalCodes } from '../core/portal/platforms.ts'
import type { SettingName, Settings } from './settings.ts'

/** What is wrong with settings that are right each by itself: a line for each. */
export const faultsOf = (it: Settings): string[] =>
  [originFaults, supportFaults, securityFaults, metricsFaults].flatMap((faults) => faults(it))

const originSettings = {
  vpn: 'ORIGIN_VPN',
  internet: 'ORIGIN_INTERNET',
  support: 'ORIGIN_SUPPORT',
} as const satisfies Record<Platform, SettingName>

const platformsOf = (platform: Settings['PLATFORM']): readonly Platform[] => {
  if (platform === 'all') return platformCodes
  return platform === 'both' ? portalCodes : [platform]
}

/** The platforms that are served, each with its origin. */
export const servedBy = (it: Settings): (readonly [Platform, string])[] =>
  platformsOf(it.PLATFORM).map((platform) => [platform, it[originSettings[platform]]] as const)

/** Not by the port alone: cookies ignore it, so that one site's sign-in would end the other's. */
function originFaults(it: Settings): string[] {
  const origins = servedBy(it)
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
