import { z } from 'zod'
import { startOffscreenSerial, type WorkerClients } from '../readers/offscreen-serial.ts'
import { RemoteSerialPorts } from '../readers/remote-serial-ports.ts'
import { openPairingPage } from './pairing-page.ts'
import { productionOrigins } from './portal-origins.ts'
import { start } from './start.ts'

// zod otherwise probes `new Function`, which the extension's content security policy forbids.
z.config({ jitless: true })

const { clients } = self as unknown as { readonly clients: WorkerClients }
const serialPorts = new RemoteSerialPorts(() => startOffscreenSerial(clients))

start({ usb: navigator.usb, serialPorts, portals: productionOrigins, worker: self, onIcon: openPairingPage })
