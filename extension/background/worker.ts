import '../without-eval.ts'
import { browserHints } from '../checks/user-agent.ts'
import { startOffscreenSerial, type WorkerClients } from '../readers/offscreen-serial.ts'
import { RemoteSerialPorts } from '../readers/remote-serial-ports.ts'
import { productionOrigins } from './portal-origins.ts'
import { start } from './start.ts'

const { clients } = self as unknown as { readonly clients: WorkerClients }
const serialPorts = new RemoteSerialPorts(() => startOffscreenSerial(clients))

start({
  usb: navigator.usb,
  serialPorts,
  portals: productionOrigins,
  userAgent: browserHints(),
  worker: self,
})
