import { z } from 'zod'
import { samAuthority } from '../../core/protocol/sam-authority.ts'
import type { SamAuthority } from '../../core/sam/sam-authorities.ts'
import { demoNhiCards } from '../../demo/cards/nhi-numbers.ts'
import type { MoreModuleTrust } from './modules/module-trust.ts'

const key = 'demo-sam-authorities'
const samAuthorities = z.array(samAuthority)

/** Whose security modules the demo takes. */
export const samAuthorityStore = {
  async get(): Promise<readonly SamAuthority[]> {
    return samAuthorities.safeParse((await chrome.storage.local.get(key))[key]).data ?? []
  },
  set: (authorities: readonly SamAuthority[]): Promise<void> => chrome.storage.local.set({ [key]: authorities }),
}

export const demoModuleTrust = async (): Promise<MoreModuleTrust> => ({
  authorities: await samAuthorityStore.get(),
  nhiCards: demoNhiCards,
})
