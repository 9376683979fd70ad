import { z } from 'zod'
import { openPairingPage } from './pairing-page.ts'
import { productionOrigins } from './portal-origins.ts'
import { start } from './start.ts'

// zod otherwise probes `new Function`, which the extension's content security policy forbids.
z.config({ jitless: true })

start({ usb: navigator.usb, portals: productionOrigins, worker: self, onIcon: openPairingPage })
