import { showPairingPage } from './show-pairing-page.tsx'

showPairingPage(navigator.usb)
