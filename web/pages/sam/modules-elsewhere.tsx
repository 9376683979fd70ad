import type { JSX } from 'preact'
import { platforms } from '../../../core/portal/platforms.ts'
import { ExternalLink } from '../../components/external-link.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageMain } from '../../components/page-main.tsx'
import { useTexts } from '../../state/language.ts'

const texts = {
  title: { zhTW: '雲端安全模組申請、下載', en: 'Cloud security module' },
  where: {
    zhTW: '雲端安全模組請於健保 VPN 內，以醫事機構卡或政府單位憑證卡登入下列網站申請、下載：',
    en: 'Modules are applied for and downloaded inside the NHI VPN, with the institution’s card or a government unit’s, at:',
  },
}

/** On the Internet platform: where modules are applied for. */
export function ModulesElsewhere(): JSX.Element {
  const t = useTexts(texts)
  const address = platforms.vpn.productionOrigin
  return (
    <Notice>
      <p>{t.where}</p>
      <p>
        <ExternalLink href={address}>{address}</ExternalLink>
      </p>
    </Notice>
  )
}

/** In the place of the pages that the Internet platform has not. */
export function ModulesElsewherePage(): JSX.Element {
  const t = useTexts(texts)
  return (
    <PageMain page="modules" state="ready" title={t.title}>
      <ModulesElsewhere />
    </PageMain>
  )
}
