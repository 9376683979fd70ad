import { createVirtualDesk } from '../../demo/reader/virtual-desk.ts'
import { deskStore } from '../background/demo-store.demo.ts'
import { showPairingPage } from './show-pairing-page.tsx'

const desk = createVirtualDesk({ store: deskStore, hasUserActivation: () => navigator.userActivation.isActive })

showPairingPage(desk.usb, desk.serial)
