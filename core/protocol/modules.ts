import { z } from 'zod'
import type { SamAuthority } from '../sam/sam-authorities.ts'

/** The messages of modules-channel.ts. The page imports types only from here. */

/** What came of asking the portals which modules are revoked. */
export type RevocationNews = 'asking' | 'told' | 'unreachable'

export interface ModulesState {
  /** Whose modules are taken here. */
  readonly authorities: readonly SamAuthority[]
  /** False where the administrator switched cloud modules off. */
  readonly allowed: boolean
  readonly revocation: RevocationNews
  /** When a portal last told, milliseconds since 1970; null when none ever did. */
  readonly toldAt: number | null
}

export const modulesRequest = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('attach') }),
  z.strictObject({ action: z.literal('ask-revocations') }),
  /** A module was imported or removed: a sign-in that waits for one looks again. */
  z.strictObject({ action: z.literal('modules-changed') }),
])
export type ModulesRequest = z.output<typeof modulesRequest>
