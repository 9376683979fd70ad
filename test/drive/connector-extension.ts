import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, TargetType } from 'puppeteer'
import { demoConnectorId, demoConnectorKey } from '../../extension/demo-connector.ts'
import type { StandInConnector } from '../rigs/stand-in-connector.ts'
import { inWorker } from './launch.ts'

/** Follows to `demoConnectorId`. Its private half was thrown away. */
const key =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAlhTJ7E285/67ImCZYZHTInIq1FG00gDLI9p6kpiFTNkgBh4w039S6ugcdD2UPgNJ/fpvSq3OW0Ii6Im+/SKrV5mtb7CHPE22/sDOD4eKQr3v81cU7LekqAqqqBXgjj0k0QefXqXF+qJTZwZ3cAmgSM2SZaEiVnTKBFJsCrtBxcV5TyEEhicwqbxF4irMlD8yCXiiNzbh4qYavSExR9r7BQhIiplbzLmRdG3ObZZSlILQX1CjNm3LhpHma3g/CTSAZeJYOUTVQFRCekxYnxmHekUN+NYS0qGq2zJAZlJO8p0DYjMhUQvG0fX1DIERlOMJAjIoLke/dyw6iwLpQUsZvwIDAQAB'

const manifest = {
  manifest_version: 3,
  name: 'Stand-in for Smart Card Connector',
  version: '4.0.2',
  key,
  background: { service_worker: 'background.js' },
  externally_connectable: { ids: ['*'] },
}

/** Carries the messages of its clients' ports to the test and back; what they mean is worked out there. */
const background = `
const ports = new Map()
const tell = (id, event) => self.toTest(JSON.stringify({ id, ...event }))
chrome.runtime.onConnectExternal.addListener((port) => {
  const id = ports.size + 1
  ports.set(id, port)
  tell(id, { connected: true })
  port.onMessage.addListener((message) => tell(id, { message }))
  port.onDisconnect.addListener(() => tell(id, { connected: false }))
})
self.fromTest = (id, message) => ports.get(id).postMessage(message)
self.hangUp = (id) => ports.get(id).disconnect()
`

interface PortEvent {
  readonly id: number
  readonly connected?: boolean
  readonly message?: unknown
}

declare function fromTest(id: number, message: unknown): void
declare function hangUp(id: number): void

/** Installs an extension that answers as `connector` does, and has the demo build look for it. */
export async function installConnector(browser: Browser, connector: StandInConnector): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'nhi-portal-connector-'))
  try {
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
    writeFileSync(join(folder, 'background.js'), background)
    const id = await browser.installExtension(folder)
    if (id !== demoConnectorId) throw new Error(`unexpected extension id ${id}`)
    const target = await browser.waitForTarget(
      (it) => it.type() === TargetType.SERVICE_WORKER && it.url().startsWith(`chrome-extension://${id}/`),
    )
    const worker = await target.worker()
    if (!worker) throw new Error('the stand-in has no worker')
    const clients = new Map<number, ReturnType<StandInConnector['serve']>>()
    worker.client.on('Runtime.bindingCalled', ({ payload }) => {
      const event: PortEvent = JSON.parse(payload)
      if (event.connected === false) clients.get(event.id)?.gone()
      else if (event.connected) {
        const post = (message: unknown): void =>
          void worker.evaluate((port, said) => fromTest(port, said), event.id, message).catch(() => undefined)
        const end = (): void => void worker.evaluate((port) => hangUp(port), event.id).catch(() => undefined)
        clients.set(event.id, connector.serve(post, end))
      } else clients.get(event.id)?.take(event.message)
    })
    await worker.client.send('Runtime.enable')
    await worker.client.send('Runtime.addBinding', { name: 'toTest' })
    await inWorker(browser, (ours) =>
      ours.evaluate((name) => chrome.storage.local.set({ [name]: true }), demoConnectorKey),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
