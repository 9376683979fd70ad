import { fileURLToPath } from 'node:url'
import { launch } from 'puppeteer'
import { ensureBrowser } from './browser.mjs'

const extension = fileURLToPath(new URL('../../dist/extension-demo', import.meta.url))

/** Opens a browser of its own profile with the demo extension: the desk of virtual readers, and the portal beside it. */
export async function openBrowser(portal) {
  const browser = await launch({
    executablePath: ensureBrowser(),
    headless: false,
    pipe: true, // an unpacked extension is loaded over the debugging pipe; branded Chrome refuses --load-extension
    enableExtensions: true,
    defaultViewport: null,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  const id = await browser.installExtension(extension)
  const [page] = await browser.pages()
  await page.goto(`chrome-extension://${id}/extension/demo-panel/index.demo.html?portal=${encodeURIComponent(portal)}`)
}
