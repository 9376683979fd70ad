import { resolve } from 'node:path'
import {
  launch as launchBrowser,
  TargetType,
  type Browser,
  type CDPSession,
  type Page,
  type Target,
  type WebWorker,
} from 'puppeteer'
import { ensureBrowser } from '../../server/setup/browser.mjs'

/** Follows from `key` in manifest.json. */
export const extensionId = 'dffkjhjbbmobbmehancpchepcdfnaihj'
export const extensionUrl = (path: string) => `chrome-extension://${extensionId}/extension/${path}`

/** How long what must come is waited for, in milliseconds: a busy machine is slow, and that is no fault of the product. */
export const patience = 60_000

export interface LaunchOptions {
  /** Folder of the built extension; the demo build by default. null: a browser without it. */
  readonly extension?: string | null
  readonly args?: readonly string[]
  /** The browser's program file, in place of the one that is found. */
  readonly program?: string
  /** `{ 'portal.example.test:443': 8443 }` serves that name from a port of this machine. */
  readonly hosts?: Readonly<Record<string, number>>
}

/** Real Chromium with the built extension. Nothing but this machine can be reached from it. */
export async function launch(options: LaunchOptions = {}): Promise<Browser> {
  const { extension = 'dist/extension-demo', args = [], program = ensureBrowser(), hosts = {} } = options
  const names = Object.entries(hosts).map(([name, port]) => `MAP ${name} 127.0.0.1:${port}`)
  const rules = [...names, 'MAP * ~NOTFOUND', 'EXCLUDE localhost', 'EXCLUDE *.localhost', 'EXCLUDE 127.0.0.1']
  const browser = await launchBrowser({
    executablePath: program,
    headless: !process.env['HEADED'],
    pipe: true, // an unpacked extension is loaded over the debugging pipe
    enableExtensions: true, // `true` only lifts the ban; a list of paths here would hide load errors
    dumpio: Boolean(process.env['E2E_DEBUG']),
    defaultViewport: { width: 1280, height: 900 },
    args: [
      ...(process.platform === 'linux' ? ['--no-sandbox'] : []), // root, and containers without user namespaces
      `--host-resolver-rules=${rules.join(', ')}`,
      '--lang=zh-TW',
      '--accept-lang=zh-TW,zh', // headless Chromium prefers English whatever --lang says
      '--force-device-scale-factor=1',
      ...args,
    ],
  })
  try {
    if (extension !== null) {
      const id = await browser.installExtension(resolve(extension))
      if (id !== extensionId) throw new Error(`unexpected extension id ${id}`)
    }
    return browser
  } catch (error) {
    await browser.close()
    throw error
  }
}

/**
 * Asks the extension's service worker, its script having run. Every attempt has its limit and a handle of its own:
 * puppeteer 24 may hand out a worker whose script has not run yet, and one that was just replaced never answers.
 */
export async function inWorker<T>(browser: Browser, question: (worker: WebWorker) => Promise<T>): Promise<T> {
  const isWorker = (target: Target) =>
    target.type() === TargetType.SERVICE_WORKER && target.url().startsWith(`chrome-extension://${extensionId}/`)
  const attempt = async () => {
    const target = await browser.waitForTarget(isWorker, { timeout: 1_000 })
    const worker = await target.worker()
    const ready = await worker?.evaluate(() => typeof chrome !== 'undefined' && Boolean(chrome.runtime?.id))
    if (!worker || !ready) throw new Error('the service worker is not ready')
    return question(worker)
  }
  const end = Date.now() + patience
  for (;;) {
    try {
      return await Promise.race([attempt(), rejectAfter(2_000)])
    } catch (error) {
      if (Date.now() > end) throw error
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
  }
}

const rejectAfter = (milliseconds: number) =>
  new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error('the service worker does not answer')), milliseconds).unref()
  })

/** The debugging protocol of the worker itself. */
export async function inWorkerSession(browser: Browser): Promise<CDPSession> {
  return inWorker(browser, (worker) => Promise.resolve(worker.client))
}

/** Stops the worker as the browser does when it is idle; the next event starts it again. */
export async function killWorker(browser: Browser): Promise<void> {
  await inWorker(browser, (worker) => worker.close())
}

/** Waits for a page of the extension to open by itself (the PIN window, the pairing page), none of `earlier`. */
export async function extensionPage(
  browser: Browser,
  path: string,
  earlier: ReadonlySet<Target> = new Set(),
): Promise<Page> {
  const isWanted = (target: Target) => target.url().startsWith(extensionUrl(path)) && !earlier.has(target)
  const target = await browser.waitForTarget(isWanted, { timeout: patience })
  const page = await target.asPage()
  page.setDefaultTimeout(patience)
  await page.waitForSelector('main')
  return page
}
