import '../without-eval.ts'
import { createVirtualDesk } from '../../demo/reader/virtual-desk.ts'
import { demoConnectorId, demoConnectorKey } from '../demo-connector.ts'
import { demoPortalNames } from '../demo-sites.ts'
import { browserHints } from '../checks/user-agent.ts'
import { LocalSerialPorts } from '../readers/local-serial-ports.ts'
import { serveDemoApi } from './demo-desk.demo.ts'
import { issuerStore } from './demo-issuers.demo.ts'
import { demoModuleTrust } from './demo-modules.demo.ts'
import { deskStore } from './demo-store.demo.ts'
import { productionOrigins } from './portal-origins.ts'
import { smartCardConnectorAt, start } from './start.ts'

const desk = createVirtualDesk({ store: deskStore })
const local = demoPortalNames.map((name) => `http://${name}:*`)

const isConnectorInstalled = async (): Promise<boolean> =>
  demoConnectorKey in (await chrome.storage.local.get(demoConnectorKey))

start({
  usb: desk.usb,
  serialPorts: new LocalSerialPorts(desk.serial),
  smartCardConnector: smartCardConnectorAt(demoConnectorId, isConnectorInstalled),
  portals: [...productionOrigins, ...local],
  userAgent: browserHints(),
  cardIssuers: () => issuerStore.get(),
  moduleTrust: demoModuleTrust,
  worker: self,
})
serveDemoApi(desk)
