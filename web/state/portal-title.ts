import { say } from '../../core/i18n/text.ts'
import { platformRow } from '../../core/portal/platforms.ts'
import { useLanguage, useTexts } from './language.ts'
import { useServices } from './services.ts'
import { useStore } from './use-store.ts'

const texts = { anyPlatform: { zhTW: '健保資訊網服務系統', en: 'NHI Information Service' } }

/** The portal's own name, once it is known which portal this is. */
export function usePortalTitle(): string {
  const t = useTexts(texts)
  const language = useLanguage()
  const portal = useStore(useServices().portal)
  return portal.state === 'ready' ? say(platformRow(portal.value.platform).title, language) : t.anyPlatform
}
