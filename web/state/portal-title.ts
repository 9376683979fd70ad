import { type Language, say } from '../../core/i18n/text.ts'
import { platformRow } from '../../core/portal/platforms.ts'
import { useLanguage } from './language.ts'
import type { Portal } from './portal.ts'
import { useServices } from './services.ts'
import { useStore } from './use-store.ts'

const anyPlatform = { zhTW: '健保資訊網服務系統', en: 'NHI Information Service' }

/** The portal's own name, once it is known which portal this is. */
export const portalTitle = (portal: ReturnType<Portal['get']>, language: Language): string =>
  say(portal.state === 'ready' ? platformRow(portal.value.platform).title : anyPlatform, language)

export const usePortalTitle = (): string => portalTitle(useStore(useServices().portal), useLanguage())

/** What a document is called: its page, and the portal. */
export const documentTitle = (page: string, portal: string): string => `${page}｜${portal}`
