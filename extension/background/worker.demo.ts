import { z } from 'zod'
import { createVirtualDesk } from '../../demo/reader/virtual-desk.ts'
import { demoPortalNames } from '../demo-sites.ts'
import { LocalSerialPorts } from '../readers/local-serial-ports.ts'
import { serveDemoApi } from './demo-desk.demo.ts'
import { deskStore } from './demo-store.demo.ts'
import { productionOrigins } from './portal-origins.ts'
import { start } from './start.ts'

// zod otherwise probes `new Function`, which the extension's content security policy forbids.
z.config({ jitless: true })

const desk = createVirtualDesk({ store: deskStore })
const local = demoPortalNames.map((name) => `http://${name}:*`)

/** Where `npm start` serves the portal that made the cards. */
const desktop = chrome.runtime.getURL('extension/demo-panel/index.demo.html?portal=http://vpn.localhost:8080')

start({
  usb: desk.usb,
  serialPorts: new LocalSerialPorts(desk.serial),
  portals: [...productionOrigins, ...local],
  worker: self,
  onIcon: () => chrome.tabs.create({ url: desktop }),
})
serveDemoApi(desk)
