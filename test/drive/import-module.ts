import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'puppeteer'
import { readJson } from './call-site.ts'
import { extensionUrl } from './launch.ts'

/** A cloud security module as the demo serves it, and as a representative has it after the download. */
export interface ModuleFile {
  readonly id: string
  readonly fileName: string
  /** Base64. */
  readonly file: string
  /** 開啟碼 */
  readonly secret: string
}

export async function moduleFile(portal: string, id: string): Promise<ModuleFile> {
  const files = await readJson<ModuleFile[]>(`${portal}/demo/modules`)
  const found = files.find((file) => file.id === id)
  if (!found) throw new Error(`no such module: ${id}. There are: ${files.map((file) => file.id).join(', ')}`)
  return found
}

/** The extension's module page, in a tab. */
export async function openModulesPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(extensionUrl('modules/index.html'))
  await page.waitForSelector('[data-step=idle]')
  return page
}

/** Chooses a file there, as a person does who has it on the disk. */
export async function chooseFile(page: Page, { fileName, file }: Omit<ModuleFile, 'id' | 'secret'>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'nhi-portal-module-'))
  try {
    const path = join(folder, fileName)
    writeFileSync(path, Buffer.from(file, 'base64'))
    const chooser = await page.waitForSelector('input[type=file]')
    await chooser?.uploadFile(path)
    await page.waitForSelector('[data-step=offer], [data-step=refused]')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Imports a module: chosen, looked at, opened with its secret, and in the list. */
export async function importModule(browser: Browser, module: Omit<ModuleFile, 'id'>): Promise<void> {
  const page = await openModulesPage(browser)
  await chooseFile(page, module)
  await openFile(page, module)
  await page.close()
}

/** Types the secret of the file that the page shows, and waits until the module is in the list. */
export async function openFile(page: Page, { fileName, secret }: Omit<ModuleFile, 'id' | 'file'>): Promise<void> {
  await page.type('#secret', secret)
  await page.locator('[data-action=import]').click()
  await page.waitForSelector(`[data-module="${fileName.slice(10, 22)}"][data-state=valid]`)
}

/** Removes every module of the browser. */
export async function removeModules(browser: Browser): Promise<void> {
  const page = await openModulesPage(browser)
  await page.waitForSelector(':is(.modules, .panel-empty)')
  for (;;) {
    const remove = await page.$('[data-action=remove]')
    if (!remove) break
    const before = (await page.$$('.module')).length
    await remove.click()
    await page.locator('[data-action=remove-yes]').click()
    await page.waitForFunction((count) => document.querySelectorAll('.module').length < count, {}, before)
  }
  await page.close()
}
