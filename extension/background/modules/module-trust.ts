import type { NhiCardNumbers } from '../../../core/cards/nhi-numbers.ts'
import type { SamAuthority } from '../../../core/sam/sam-authorities.ts'
import { knownSamAuthorities } from '../../../core/sam/sam-authorities.ts'
import { readManagedPolicy } from '../../policy/managed-policy.ts'

/** What this browser was told of security modules, beside what the product knows. */
export interface ModuleTrust {
  /** Whose modules are taken. */
  authorities(): Promise<readonly SamAuthority[]>
  /** By which the environment of an NHI card is known. */
  nhiCards(): Promise<readonly NhiCardNumbers[]>
  /** Whether an NHI card may sign in with a cloud module in an ordinary reader. */
  allowsCloudModules(): Promise<boolean>
}

/** What an entry adds. */
export interface MoreModuleTrust {
  readonly authorities: readonly SamAuthority[]
  readonly nhiCards: readonly NhiCardNumbers[]
}

/** The product's own, then managed policy's, then what `more` tells. */
export function moduleTrust(more?: () => Promise<MoreModuleTrust>): ModuleTrust {
  const policy = async () => (await readManagedPolicy()).policy
  return {
    authorities: async () => [
      ...knownSamAuthorities,
      ...((await policy()).samAuthorities ?? []),
      ...((await more?.())?.authorities ?? []),
    ],
    nhiCards: async () => [...((await policy()).nhiCards ?? []), ...((await more?.())?.nhiCards ?? [])],
    allowsCloudModules: async () => (await policy()).allowCloudModule ?? true,
  }
}
