import { z } from 'zod'
import { parseAddressRange } from '../check/address-range.ts'
import { cardIssuer } from './card-issuer.ts'
import { nhiCardNumbers } from './nhi-card-numbers.ts'
import { isPortalOrigin } from './portal-origin.ts'
import { samAuthority } from './sam-authority.ts'

/** Ways to readers that an administrator can switch off. */
export const transportIds = ['web-usb', 'web-serial', 'native-host', 'smart-card-connector'] as const
export type TransportId = (typeof transportIds)[number]

const version = z.string().regex(/^\d+(\.\d+){0,3}$/)

/** A list in which a wrong entry is left out and told, so that a slip opens no door and takes nothing else away. */
const list = <T extends z.ZodType>(entry: T) => ({ entry, schema: z.array(z.unknown()) })

/** The fields of managed policy, each by itself. What administrators read of them stands in managed-schema.json. */
const fields = {
  /** Origins of further portals. */
  portals: list(z.string().refine(isPortalOrigin)),
  /** Where the portals are: a name that leads elsewhere is told. CIDR notation. */
  addressRanges: list(z.string().refine((text) => parseAddressRange(text) !== undefined)),
  /** The DNS server that finds the portals, told to a person whose own does not. */
  dnsServer: { schema: z.union([z.ipv4(), z.ipv6()]) },
  /** Which ways to readers may be used; all when the field is absent. */
  allowedTransports: list(z.enum(transportIds)),
  /** Addresses that the check wants among the bookmarks. */
  bookmarks: list(z.url({ protocol: /^https$/ })),
  /** Whether the settings check may change settings. */
  fixesAllowed: { schema: z.boolean() },
  /** The lowest browser and systems that the check calls right; never below the product's own. */
  lowestBrowser: { schema: version },
  lowestWindows: { schema: version },
  lowestMacos: { schema: version },
  /** Further issuers whose cards' environment is known by their certificates. */
  cardIssuers: list(cardIssuer),
  /** Further authorities whose security modules are taken. */
  samAuthorities: list(samAuthority),
  /** By which the environment of an NHI card is known: nothing on the card tells it. */
  nhiCards: list(nhiCardNumbers),
  /** Whether an NHI card may sign in by an ordinary reader with a cloud module that was imported. */
  allowCloudModule: { schema: z.boolean() },
} as const

export type PolicyField = keyof typeof fields
export const policyFields = Object.keys(fields) as PolicyField[]

type ValueOf<F extends PolicyField> = (typeof fields)[F] extends { entry: infer T extends z.ZodType }
  ? readonly z.output<T>[]
  : z.output<(typeof fields)[F]['schema']>

/** What of the policy is right. A field that is absent or wrong is left out. */
export type ManagedPolicy = { readonly [F in PolicyField]?: ValueOf<F> }

export interface ParsedPolicy {
  readonly policy: ManagedPolicy
  /** Fields that are wrong, or have a wrong entry: `portals`, `portals[2]`. */
  readonly refused: readonly string[]
}

/** Takes what `chrome.storage.managed` holds, field by field. Never throws. */
export function parseManagedPolicy(stored: Readonly<Record<string, unknown>>): ParsedPolicy {
  const policy: Record<string, unknown> = {}
  const refused: string[] = []
  for (const name of policyFields) {
    const value = stored[name]
    if (value === undefined) continue
    const field = fields[name]
    const parsed = field.schema.safeParse(value)
    if (!parsed.success) refused.push(name)
    else if (!('entry' in field)) policy[name] = parsed.data
    else {
      const entries = z
        .array(z.unknown())
        .parse(value)
        .map((entry) => field.entry.safeParse(entry))
      policy[name] = entries.flatMap((entry) => (entry.success ? [entry.data] : []))
      refused.push(...entries.flatMap((entry, index) => (entry.success ? [] : [`${name}[${index}]`])))
    }
  }
  return { policy, refused }
}
