import type { PairingSerial } from './serial-ports.ts'
import { showPairingPage } from './show-pairing-page.tsx'

const { serial } = navigator as Navigator & { readonly serial?: PairingSerial }

showPairingPage(navigator.usb, serial)
