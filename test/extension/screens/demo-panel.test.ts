// @vitest-environment happy-dom
import { h } from 'preact'
import { afterEach, expect, test, vi } from 'vitest'
import type { CardFile } from '../../../demo/cards/card-file.ts'
import { memoryStore } from '../../../demo/reader/demo-store.ts'
import { changeCard } from '../../../demo/reader/desk-state.ts'
import { DeskStorage, localLocks } from '../../../demo/reader/desk-storage.ts'
import { createVirtualDesk, type VirtualDesk } from '../../../demo/reader/virtual-desk.ts'
import { DeskPanel } from '../../../extension/demo-panel/desk-panel.demo.tsx'
import type { DeskAction, PanelDesk } from '../../../extension/demo-panel/panel-desk.demo.ts'
import { clear, find, press, settled, show } from './render-screen.ts'

afterEach(clear)

const file = (id: string, cardType: CardFile['cardType'], tries = 3): CardFile => ({
  id,
  cardType,
  label: { zhTW: id, en: id },
  environment: 'test',
  cardSn: '000012345678',
  institution: null,
  answerToReset: '3B00',
  pin: '135790',
  tries,
  certificate: null,
  issuerCertificate: null,
  privateKey: null,
})
const files = [
  file('hca-personnel', 'hca-personnel'),
  file('moica', 'moica'),
  file('hca-personnel-blocked', 'hca-personnel', 0),
  { ...file('nhi', 'nhi'), pin: '' },
]

/** What the worker does for the panel. */
const perform = async (desk: VirtualDesk, action: DeskAction): Promise<void> => {
  if (action.action === 'load-cards') await desk.loadCards(files)
  if (action.action === 'plug-reader') await desk.plugReader(action.model)
  if (action.action === 'unplug-reader') await desk.unplugReader(action.reader)
  if (action.action === 'insert-card') await desk.insertCard(action.reader, action.card)
  if (action.action === 'remove-card') await desk.removeCard(action.reader)
  if (action.action === 'reset-card') await desk.resetCard(action.card)
  if (action.action === 'enter-on-keypad') desk.enterOnKeypad(action.reader, action.entry)
  if (action.action !== 'pair-all') return
  for (const { name } of (await desk.snapshot()).readers) await desk.grantReader(name)
}

interface Circumstances {
  readonly portal?: string | undefined
  readonly portalRuns?: boolean
}
const ordinary: Circumstances = { portal: 'http://vpn.localhost:8080', portalRuns: true }

/** The panel over a real desk, with the worker's part played here. */
async function open(circumstances = ordinary) {
  const { portal, portalRuns = true } = circumstances
  const store = memoryStore()
  const desk = createVirtualDesk({ store, locks: localLocks() })
  const listeners = new Set<() => void>()
  const browser = { portalRuns, listeners, asked: new Array<DeskAction>() }
  const panelDesk: PanelDesk = {
    snapshot: () => desk.snapshot(),
    async act(action) {
      browser.asked.push(action)
      if (action.action === 'load-cards' && !browser.portalRuns) throw new Error('nobody listens there')
      await perform(desk, action)
      for (const listener of listeners) listener()
    },
    watch(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  await show(h(DeskPanel, { desk: panelDesk, language: 'zh-TW', portal, pairingPage: '/pairing.html' }))
  await vi.waitFor(() => find('[data-reader]'))
  return { desk, store, browser }
}

const reader = 'InfoThink IT-500U Reader'
const inReader = () => find(`[data-reader="${reader}"] .reader-content`).textContent
const card = (id: string) => `[data-card="${id}"]`

test('a newcomer finds a reader that works, the cards with their PINs, and the way to the portal', async () => {
  await open()
  await vi.waitFor(() => find(card('moica')))
  expect(find('[data-reader]').dataset).toMatchObject({ reader, plugged: 'true', granted: 'true' })
  expect(find(card('moica')).textContent).toContain('135790')
  expect(find(card('moica')).textContent).toContain('還可輸入 3 次')
  expect(find('.desk-links a', HTMLAnchorElement).href).toBe('http://vpn.localhost:8080/')
})

test('a card without a PIN shows none, and no tries', async () => {
  await open()
  await vi.waitFor(() => find(card('nhi')))
  expect(document.querySelector(`${card('nhi')} .tile-pin`)).toBeNull()
})

test('a card is taken in the hand and put into the reader, by two presses', async () => {
  await open()
  await vi.waitFor(() => find(card('moica')))
  await press(`${card('moica')} button`)
  expect(find(`${card('moica')} button`).getAttribute('aria-pressed')).toBe('true')
  await press('[data-action=insert]')
  await vi.waitFor(() => expect(inReader()).toBe('moica'))
  expect(find('[role=status]').textContent).toBe(`已將「moica」插入 ${reader}。`)
  expect(document.querySelector('[data-action=insert]')).toBeNull()
})

test('a card in the way is swapped, and a card is pulled', async () => {
  const { desk } = await open()
  await vi.waitFor(() => find(card('moica')))
  await desk.insertCard(reader, 'moica')
  await press(`${card('hca-personnel')} button`)
  await press('[data-action=insert]')
  await vi.waitFor(() => expect(inReader()).toBe('hca-personnel'))
  await press('[data-action=pull]')
  await vi.waitFor(() => expect(inReader()).toBe('沒有卡片'))
})

test('a card dropped on a reader is inserted; anything else dropped is not', async () => {
  const { browser } = await open()
  await vi.waitFor(() => find(card('moica')))
  const drop = (type: string, text: string) =>
    settled(() => {
      const event = new Event('drop', { bubbles: true, cancelable: true })
      const data = { getData: (wanted: string) => (wanted === type ? text : '') }
      find('[data-reader]').dispatchEvent(Object.assign(event, { dataTransfer: data }))
    })
  await drop('text/plain', 'moica')
  expect(browser.asked.filter(({ action }) => action === 'insert-card')).toEqual([])
  await drop('application/x-demo-card', 'moica')
  await vi.waitFor(() => expect(inReader()).toBe('moica'))
})

test('a reader is unplugged, plugged in again, and another is added from the shelf', async () => {
  await open()
  await press('[data-action=unplug]')
  await vi.waitFor(() => expect(find('[data-reader]').dataset['plugged']).toBe('false'))
  await press('[data-action=plug]')
  await vi.waitFor(() => expect(find('[data-reader]').dataset['plugged']).toBe('true'))
  await press('[data-model=ez100pu]')
  await vi.waitFor(() => expect(find('[data-reader="CASTLES EZ100PU"]').textContent).toContain('瀏覽器還不認得'))
})

test('a card delivered blocked says so, and has no tries to give back', async () => {
  await open()
  await vi.waitFor(() => expect(find(card('hca-personnel-blocked')).textContent).toContain('已鎖住'))
  expect(document.querySelector('.tile-reset')).toBeNull()
})

test('a card that lost tries shows it at once, and gets them back on a press', async () => {
  const { store, browser } = await open()
  await vi.waitFor(() => find(card('moica')))
  const elsewhere = new DeskStorage(store, localLocks(), () => undefined)
  await elsewhere.change((desk) => ({
    state: changeCard(desk, 'moica', (memory) => ({ ...memory, triesLeft: 1 })),
    result: undefined,
  }))
  await settled(() => {
    for (const listener of browser.listeners) listener()
  })
  await vi.waitFor(() => expect(find(card('moica')).textContent).toContain('還可輸入 1 次'))
  await press(`${card('moica')} .tile-reset`)
  await vi.waitFor(() => expect(find(card('moica')).textContent).toContain('還可輸入 3 次'))
})

test('a portal that does not run is told, and asked again on a press', async () => {
  const { browser } = await open({ ...ordinary, portalRuns: false })
  await vi.waitFor(() => expect(find('[role=alert]').textContent).toContain('http://vpn.localhost:8080'))
  browser.portalRuns = true
  await press('[data-action=again]')
  await vi.waitFor(() => find(card('moica')))
  expect(document.querySelector('[role=alert]')).toBeNull()
})

test('without a portal the desk is shown as it is', async () => {
  const { browser } = await open({ portal: undefined })
  expect(browser.asked.map(({ action }) => action)).toEqual(['plug-reader', 'pair-all'])
  expect(document.querySelector('.desk-links .button')).toBeNull()
})

test('a desk that has readers is left as it is, and a closed panel listens no more', async () => {
  const { browser } = await open()
  await vi.waitFor(() => find(card('moica')))
  await clear()
  expect(browser.listeners.size).toBe(0)
})

test('the keys of a reader with a keypad can be pressed; what was entered is not shown, and is gone afterwards', async () => {
  const { browser } = await open()
  expect(document.querySelector('.keypad')).toBeNull()
  await press('[data-model=pin-pad]')
  await vi.waitFor(() => find('.keypad'))
  for (const key of ['1', '3', '5', '0']) await press(`[data-key="${key}"]`)
  expect(find('.keypad-display').textContent).toBe('••••')
  await press('[data-key=ok]')
  expect(find('.keypad-display').textContent).toBe('')
  await press('[data-key=cancel]')
  const entered = browser.asked.filter(({ action }) => action === 'enter-on-keypad')
  expect(entered).toMatchObject([{ entry: { digits: '1350' } }, { entry: 'cancel' }])
})
