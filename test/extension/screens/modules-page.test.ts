// @vitest-environment happy-dom
import { h } from 'preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CodedError } from '../../../core/errors/coded-error.ts'
import { formatSamSecret } from '../../../core/sam/sam-secret.ts'
import type { ModulesRequest, ModulesState } from '../../../core/protocol/modules.ts'
import { ModulesApp } from '../../../extension/modules/modules-app.tsx'
import {
  authorities,
  day,
  MemoryModuleStore,
  now,
  openingCode,
  samFile,
  storedModule,
} from '../modules/module-on-disk.ts'
import { FakePort } from './fake-port.ts'
import { clear, find, press, settled, show, shown } from './render-screen.ts'

// scrypt, in JavaScript, on a machine that may have much else to do.
vi.setConfig({ testTimeout: 30_000 })

afterEach(clear)

const told: ModulesState = { authorities, allowed: true, revocation: 'told', toldAt: now }

let port: FakePort<ModulesRequest, ModulesState>
let store: MemoryModuleStore
beforeEach(() => {
  port = new FakePort()
  store = new MemoryModuleStore()
})

async function open(state: ModulesState = told, at = now): Promise<void> {
  await show(h(ModulesApp, { language: 'zh-TW', store, connect: () => port, now: () => at }))
  await settled(() => port.state(state))
}

const has = (selector: string): boolean => document.querySelector(selector) !== null
const until = (selector: string) => vi.waitFor(() => expect(has(selector)).toBe(true), { timeout: 20_000 })

async function choose(file: File): Promise<void> {
  const field = find('#module-file', HTMLInputElement)
  Object.defineProperty(field, 'files', { value: [file], configurable: true })
  await settled(() => void field.dispatchEvent(new Event('change', { bubbles: true })))
}

async function submit(code: string): Promise<void> {
  find('#secret', HTMLInputElement).value = code
  await settled(() => void find('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })))
}

describe('importing a module', () => {
  it('shows whose it is before it is taken; with its opening code it is kept, and a waiting sign-in is told', async () => {
    await open()
    expect(shown()).toContain('還沒有匯入安全模組。')
    await choose(samFile())
    await until('form')
    const facts = find('form .module-facts').textContent
    for (const fact of ['示範晨曦診所（3501999018）', '900000000129', '測試', '民國115年1月1日 至 民國118年1月1日'])
      expect(facts).toContain(fact)
    expect(store.modules.size).toBe(0)
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('檔案內容'))

    await submit(openingCode)
    await until('.notice-good')
    expect(store.modules.size).toBe(1)
    expect(port.sent).toContainEqual({ action: 'modules-changed' })
    expect(find('[data-module="900000000129"]').dataset['state']).toBe('valid')
    expect(has('form')).toBe(false)
    await vi.waitFor(() => expect(document.activeElement?.id).toBe('module-file'))
  })

  it('by dropping the file on the page’s place for it', async () => {
    await open()
    const dropped = new Event('drop', { bubbles: true, cancelable: true })
    Object.assign(dropped, { dataTransfer: { files: [samFile()] } })
    await settled(() => void find('.drop-place').dispatchEvent(dropped))
    await until('form')
    expect(dropped.defaultPrevented).toBe(true)
  })

  it('a wrong code is told and typed anew; one with a slip stays in the field to be set right', async () => {
    await open()
    await choose(samFile())
    await until('form')
    const slip = openingCode.replace('0', '1')
    await submit(slip)
    await until('[data-code=ERR_SAM_SECRET_FORM]')
    expect(find('#secret', HTMLInputElement)).toMatchObject({ value: slip })
    expect(find('#secret').getAttribute('aria-invalid')).toBe('true')
    await submit(formatSamSecret(new Uint8Array(16).fill(7)))
    await until('[data-code=ERR_SAM_SECRET]')
    expect(find('#secret', HTMLInputElement).value).toBe('')
    expect(store.modules.size).toBe(0)
    await submit(openingCode)
    await until('.notice-good')
    expect(store.modules.size).toBe(1)
  })

  it('the code is hidden unless the person wants to see it', async () => {
    await open()
    await choose(samFile())
    await until('form')
    expect(find('#secret', HTMLInputElement).type).toBe('password')
    await settled(() => find('.secret input[type=checkbox]').click())
    expect(find('#secret', HTMLInputElement).type).toBe('text')
  })

  it('in the place of an older one it asks the person to agree to that', async () => {
    store = new MemoryModuleStore(await storedModule({ module: '900000000111', notBefore: now - 900 * day }))
    await open()
    await choose(samFile())
    await until('form')
    expect(find('form .notice-warning').textContent).toContain('900000000111')
    expect(find('input[name=replace]', HTMLInputElement).required).toBe(true)
    await submit(openingCode)
    await until('[data-module="900000000129"]')
    expect(has('[data-module="900000000111"]')).toBe(false)
  })

  it('given up, nothing is kept of it, and the focus is back where the file is chosen', async () => {
    await open()
    await choose(samFile())
    await until('form')
    await press('[data-action=cancel]')
    expect(has('form')).toBe(false)
    expect(store.modules.size).toBe(0)
    expect(document.activeElement?.id).toBe('module-file')
  })

  it.each([
    ['a ZIP', () => new File([Uint8Array.of(0x50, 0x4b, 3, 4)], 'm.zip'), 'ERR_SAM_FILE_ZIP', '請先解壓縮'],
    ['a large file', () => new File([new Uint8Array(70_000)], samFile().name), 'ERR_SAM_FILE_SIZE', '68 KB'],
    ['a file of another name', () => samFile({ name: 'module.SAM' }), 'ERR_SAM_FILE_NAME', '檔名'],
    ['an expired module', () => samFile({ notAfter: '2026-06-30T00:00:00Z' }), 'ERR_SAM_EXPIRED', '2026-06-30'],
  ])('%s is refused in words that help', async (_what, make, code, words) => {
    await open()
    await choose(make())
    await until(`[data-code=${code}]`)
    expect(find('[role=alert]').textContent).toContain(words)
    expect(has('form')).toBe(false)
  })

  it('where policy switched cloud modules off there is nothing to choose', async () => {
    await open({ ...told, allowed: false })
    expect(has('#module-file')).toBe(false)
    expect(find('[data-code=ERR_SAM_OFF]').getAttribute('role')).toBe('alert')
  })
})

describe('the modules that are here', () => {
  const states: readonly [string, Parameters<typeof storedModule>[0], string, string][] = [
    ['one that ends in more than 60 days', { notAfter: now + 61 * day }, 'valid', '可以使用'],
    ['one that ends within 60 days', { notAfter: now + 59 * day }, 'ending', '即將到期'],
    ['one that has ended', { notAfter: now - 1 }, 'expired', '已過期'],
    ['one that has not begun', { notBefore: now + 1 }, 'not-yet-valid', '尚未生效'],
    ['one that is revoked', { revokedAt: now - day }, 'revoked', '已註銷'],
  ]
  it.each(states)('%s says so', async (_what, changes, state, words) => {
    store = new MemoryModuleStore(await storedModule(changes))
    await open()
    const row = find('[data-module="900000000129"]')
    expect(row.dataset['state']).toBe(state)
    expect(find('.module-state').textContent).toBe(words)
    expect(row.textContent.includes('「雲端安全模組申請、下載」')).toBe(state === 'ending' || state === 'expired')
  })

  it('is removed once the person has said so twice', async () => {
    store = new MemoryModuleStore(await storedModule())
    await open()
    await press('[data-action=remove]')
    expect(document.activeElement?.getAttribute('data-action')).toBe('remove-cancel')
    await press('[data-action=remove-cancel]')
    expect(store.modules.size).toBe(1)
    expect(document.activeElement?.getAttribute('data-action')).toBe('remove')
    await press('[data-action=remove]')
    await press('[data-action=remove-yes]')
    await vi.waitFor(() => expect(shown()).toContain('已移除安全模組 900000000129。'))
    expect(store.modules.size).toBe(0)
    expect(port.sent).toContainEqual({ action: 'modules-changed' })
    expect(document.activeElement?.id).toBe('modules')
  })

  it('a damaged record is told, and can be removed', async () => {
    store.damaged.add('3501999018')
    await open()
    expect(find('[data-state=damaged] [data-code=ERR_SAM_STORE]')).toBeDefined()
    await press('[data-action=remove]')
    await press('[data-action=remove-yes]')
    await vi.waitFor(() => expect(store.damaged.size).toBe(0))
  })

  it('a browser that gives no database is told', async () => {
    store.error = new CodedError('ERR_SAM_STORE', 'none')
    await open()
    expect(find('[role=alert]').dataset['code']).toBe('ERR_SAM_STORE')
  })
})

describe('revocations', () => {
  it.each([
    ['asking', null, '正在向本系統查核'],
    ['told', now, '民國116年1月1日 08:00 已向本系統查核'],
    ['unreachable', now, '沿用 民國116年1月1日 08:00 的查核結果'],
    ['unreachable', null, '尚未查核'],
  ] as const)('%s, last told at %s', async (revocation, toldAt, words) => {
    await open({ ...told, revocation, toldAt })
    expect(find('.revocation [role=status]').textContent).toContain(words)
    expect(find('[data-action=ask-revocations]', HTMLButtonElement).disabled).toBe(revocation === 'asking')
  })

  it('a module that a portal revoked meanwhile is marked as soon as the worker has news', async () => {
    store = new MemoryModuleStore(await storedModule())
    await open()
    await press('[data-action=ask-revocations]')
    expect(port.sent.at(-1)).toEqual({ action: 'ask-revocations' })
    await store.markRevoked(new Set(['900000000129']), now)
    await settled(() => port.state({ ...told, toldAt: now + 1 }))
    await vi.waitFor(() => expect(find('[data-module="900000000129"]').dataset['state']).toBe('revoked'))
  })
})
