import { render } from 'preact'
import { chooseLanguage } from '../../core/i18n/text.ts'
import type { PairingUsb } from './choose-reader.ts'
import { PairingPage } from './pairing-page.tsx'
import type { PairingSerial } from './serial-ports.ts'
import { chromePortalPermissions } from './portal-permissions.ts'

/** The page with the browser's, or the demo's, USB and serial ports. */
export function showPairingPage(usb: PairingUsb | undefined, serial: PairingSerial | undefined): void {
  const language = chooseLanguage(navigator.languages)
  render(
    <PairingPage language={language} usb={usb} serial={serial} permissions={chromePortalPermissions} />,
    document.body,
  )
}
