import { z } from 'zod'
import type { Check } from './check.ts'
import type { CheckSituation } from './check-situation.ts'

const changed = z.object({ created: z.array(z.string()) })

/** What the old tool added: the portal, and the cloud inquiry system beside it. */
const standard = ['https://medvpn.nhi.gov.tw/', 'https://medcloud.nhi.gov.tw/'] as const

export const bookmarks: Check<'bookmarks'> = {
  id: 'bookmarks',
  async run(situation) {
    const missing = await missingAddresses(situation)
    if (!missing) return { finding: 'permission-missing' }
    return missing.length === 0 ? { finding: 'added' } : { finding: 'missing', details: { sites: missing.join(' ') } }
  },
  fix: {
    permissions: () => Promise.resolve({ permissions: ['bookmarks'] }),
    async apply(situation) {
      const created: string[] = []
      for (const url of (await missingAddresses(situation)) ?? []) {
        const node = await situation.browser.bookmarks?.create({ url, title: titleOf(url) })
        if (node) created.push(node.id)
      }
      return created.length === 0 ? undefined : { created }
    },
    async undo(record, { browser }) {
      for (const id of changed.parse(record).created) await removeBookmark(browser.bookmarks, id)
    },
  },
}

/** Undefined while the permission is missing. */
async function missingAddresses({ browser, policy }: CheckSituation): Promise<string[] | undefined> {
  const api = browser.bookmarks
  if (!api) return undefined
  const wanted = (await policy()).policy.bookmarks ?? standard
  const found = await Promise.all(wanted.map((url) => api.search({ url })))
  return wanted.filter((_, index) => found[index]?.length === 0)
}

const titleOf = (url: string): string => `健保資訊網 ${new URL(url).hostname}`

/** One that the person removed meanwhile is gone already. */
async function removeBookmark(api: CheckSituation['browser']['bookmarks'], id: string): Promise<void> {
  const [found] = (await api?.get(id).catch(() => [])) ?? []
  if (found) await api?.remove(id)
}
