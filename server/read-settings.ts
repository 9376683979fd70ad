import { accessSync, constants, statSync } from 'node:fs'
import { editDistance } from './edit-distance.ts'
import { type Config, givenValues, readConfig, WrongConfig } from './config.ts'
import { type OidcKeys, readOidcKeys } from './oidc/oidc-keys.ts'
import { readTrustFile, requireEnvironment, type TrustRow } from './pki/trust-configuration.ts'
import { wordsOf } from './run-program.ts'
import { readSam } from './sam/read-sam.ts'
import type { Sam } from './sam/sam-parts.ts'
import { type SettingName, settings } from './settings.ts'

type Variables = Readonly<Record<string, string | undefined>>

export interface ServerSettings {
  readonly config: Config
  readonly trustRows: readonly TrustRow[]
  readonly sam: Sam
  /** Of single sign-on; undefined where it is not offered. */
  readonly oidcKeys: OidcKeys | undefined
}

const names = Object.keys(settings) as SettingName[]

/**
 * All that an administrator has set, with the files it names, before anything is opened. Errors: WrongConfig with a line for
 * each variable, and once those are right an Error about what stands in the files.
 */
export async function readSettings(variables: Variables): Promise<ServerSettings> {
  const { config, faults } = tryConfig(variables)
  const all = [...faults, ...namedFaults(variables)]
  const { TRUST_ANCHORS: trustAnchors } = givenValues(variables)
  if (trustAnchors === undefined) all.push('TRUST_ANCHORS must name the file that pins the certificate authorities')
  if (config === undefined || trustAnchors === undefined || all.length > 0) throw new WrongConfig(all)
  const trustRows = await readTrustFile(trustAnchors)
  requireEnvironment(trustRows, config.environment)
  const { oidcDirectory } = config
  const oidcKeys = oidcDirectory === undefined ? undefined : await readOidcKeys(oidcDirectory)
  return { config, trustRows, sam: await readSam(config, variables), oidcKeys }
}

function tryConfig(variables: Variables): { config?: Config; faults: readonly string[] } {
  try {
    return { config: readConfig(variables), faults: [] }
  } catch (error) {
    if (error instanceof WrongConfig) return error
    throw error
  }
}

/** Files and folders that are set and cannot be read by whoever starts the server. */
function namedFaults(variables: Variables): string[] {
  const given = givenValues(variables)
  return names.flatMap((name) => {
    const setting = settings[name]
    const path = given[name]
    if (!('names' in setting) || path === undefined) return []
    const why = whyUnreadable(path, setting.names)
    return why === undefined ? [] : [`${name} names a ${setting.names} that cannot be read: ${why}`]
  })
}

function whyUnreadable(path: string, kind: 'file' | 'directory'): string | undefined {
  try {
    accessSync(path, kind === 'file' ? constants.R_OK : constants.R_OK | constants.X_OK)
    return statSync(path).isDirectory() === (kind === 'directory') ? undefined : `it is no ${kind}`
  } catch (error) {
    return wordsOf(error)
  }
}

/** A variable that is set, is none of ours, and looks like one. */
export interface Misspelling {
  readonly given: string
  readonly known: SettingName
}

/** Shorter names are near too many that are other programs’. */
const shortestName = 8
const mostSlips = 2

/** Told and not refused: the environment is other programs’ too. */
export function findMisspellings(variables: Variables): Misspelling[] {
  return Object.keys(givenValues(variables))
    .filter((given) => !Object.hasOwn(settings, given))
    .flatMap((given) => {
      const known = names.find(
        (name) => name.length >= shortestName && editDistance(given.toUpperCase(), name) <= mostSlips,
      )
      return known === undefined ? [] : [{ given, known }]
    })
}

/** `NAME=value` for every setting, as it is in force; what is secret is not shown. */
export function describeSettings(variables: Variables): string[] {
  const given = givenValues(variables)
  return names.map((name) => {
    const { read, ...setting } = settings[name]
    const value = given[name]
    if (value !== undefined) return `${name}=${'secret' in setting ? '…' : withoutPassword(value)}`
    const { data } = read.safeParse(undefined)
    return data === undefined ? `${name} is not set` : `${name}=${String(data)} (default)`
  })
}

function withoutPassword(value: string): string {
  if (!URL.canParse(value)) return value
  const url = new URL(value)
  if (url.password !== '') url.password = '…'
  // node-postgres takes a password there, too.
  if (url.searchParams.has('password')) url.searchParams.set('password', '…')
  return url.password === '' && !url.searchParams.has('password') ? value : decodeURI(url.href)
}
