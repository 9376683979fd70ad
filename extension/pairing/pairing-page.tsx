import { useEffect } from 'preact/hooks'
import { say, translate, type Language } from '../../core/i18n/text.ts'
import { Frame } from '../components/frame.tsx'
import { sharedTexts } from '../components/texts.ts'
import type { PairingUsb } from './choose-reader.ts'
import { PortalSection } from './portal-section.tsx'
import type { PortalPermissions } from './portal-permissions.ts'
import { ReaderSection } from './reader-section.tsx'
import type { PairingSerial } from './serial-ports.ts'
import { SerialSection } from './serial-section.tsx'
import { texts } from './texts.ts'
import '../components/button.css'
import '../components/notice.css'
import './pairing.css'

/** Where a person lets the browser know a reader, and lets their organisation's sites use the card component. */
export function PairingPage(props: {
  readonly language: Language
  /** Undefined where the browser or a policy keeps USB from extensions. */
  readonly usb: PairingUsb | undefined
  /** Undefined likewise: there is nothing to choose then. */
  readonly serial?: PairingSerial | undefined
  readonly permissions: PortalPermissions
}) {
  const { language } = props
  const t = translate(texts, language)
  useEffect(() => {
    document.documentElement.lang = language
    document.title = `${t.title} – ${say(sharedTexts.product, language)}`
  }, [language, t.title])
  return (
    <Frame language={language}>
      <div class="pairing">
        <h1>{t.title}</h1>
        <p class="pairing-intro">{t.intro}</p>
        {props.usb ? (
          <ReaderSection usb={props.usb} language={language} />
        ) : (
          <p class="notice notice-error" role="alert">
            {t.noUsb}
          </p>
        )}
        {props.serial && <SerialSection serial={props.serial} language={language} />}
        <PortalSection permissions={props.permissions} language={language} />
      </div>
    </Frame>
  )
}
