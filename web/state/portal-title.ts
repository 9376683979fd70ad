import { type Language, say } from '../../core/i18n/text.ts'
import { platformRow } from '../../core/portal/platforms.ts'
import { useLanguage } from './language.ts'
import type { Portal } from './portal.ts'
import { useServices } from './services.ts'
import { useStore } from './use-store.ts'

const anyPortal = { zhTW: '健保資訊網服務系統', en: 'NHI Information Service' }

/** The portal's own name, once it is known which portal this is. */
export const portalTitle = (portal: ReturnType<Portal['get']>, language: Language, unknown = anyPortal): string =>
  say(portal.state === 'ready' ? platformRow(portal.value.platform).title : unknown, language)

export function usePortalTitle(): string {
  const { portal, router } = useServices()
  const unknown = router.site === 'portal' ? anyPortal : platformRow(router.site).title
  return portalTitle(useStore(portal), useLanguage(), unknown)
}

/** What a document is called: its page, and the portal. */
export const documentTitle = (page: string, portal: string): string => `${page}｜${portal}`
