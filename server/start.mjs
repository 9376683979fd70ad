// npm start: the portal on this computer with demo data, demo cards and virtual readers. Needs Node and nothing else.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { requireNode, tellAndEnd } from './setup/node-version.mjs'
import { ensurePackages } from './setup/packages.mjs'

process.on('uncaughtException', tellAndEnd)
requireNode()
ensurePackages()
const { build } = await import('./setup/build.mjs')
await build(['web', 'render', 'support', 'extension', 'extension-demo', 'server'])

const root = fileURLToPath(new URL('..', import.meta.url))
const server = spawn(process.execPath, ['dist/server/main.demo.js'], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  env: { PORT: '8080', DATA_DIRECTORY: `${root}.data/demo`, ...process.env },
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal))
server.on('exit', (code) => process.exit(code ?? 1))

const [{ vpn, internet, support }] = await once(server, 'message')
console.log(`
健保資訊網服務系統
  VPN       ${vpn}/
  Internet  ${internet}/
            一般登入: account chen.demo, password first-demo-sign-in (to be changed at the first sign-in)
  報備支援  ${support}/
            without a reader: A199090017, 0900000711, card number 900000000711
            text messages that are not sent: ${support}/demo/messages
  Extension with virtual readers and cards: ${root}dist/extension-demo
  (Chrome or Edge: chrome://extensions → Developer mode → Load unpacked; its icon leads to the desk)
Stop with Ctrl+C.
`)

const hasDisplay = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']
if (hasDisplay && !process.env['CI']) {
  const { openBrowser } = await import('./setup/open-browser.mjs')
  await openBrowser(vpn).catch((error) => console.log(`No browser was opened: ${error.message}`))
}
