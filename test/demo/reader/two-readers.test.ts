import { expect, it } from 'vitest'
import { memoryStore } from '../../../demo/reader/demo-store.ts'
import { createVirtualDesk } from '../../../demo/reader/virtual-desk.ts'
import { LocalSerialPorts } from '../../../extension/readers/local-serial-ports.ts'
import { openReaders } from '../../../extension/readers/registry.ts'
import { plainCard } from './set-up.ts'

const selectMasterFile = Uint8Array.of(0x00, 0xa4, 0x00, 0x0c, 0x02, 0x3f, 0x00)

/** A desk with a chip-card reader and an NHI reader, each with a card in it. */
async function setUp() {
  const desk = createVirtualDesk({ store: memoryStore() })
  await desk.loadCards([plainCard({ id: 'a' }), plainCard({ id: 'b' })])
  const usb = await desk.plugReader('it-500u')
  const serial = await desk.plugReader('nhi-serial')
  for (const name of [usb, serial]) await desk.grantReader(name)
  await desk.insertCard(usb, 'a')
  await desk.insertCard(`${serial} slot 2`, 'b')
  const readers = openReaders({ usb: desk.usb, serialPorts: new LocalSerialPorts(desk.serial) })
  const names = await readers.listReaders()
  return { desk, usb, serial, readers, names }
}

it('a chip-card reader and an NHI reader are listed together, the NHI reader by its slots', async () => {
  const { names } = await setUp()
  expect(names).toHaveLength(6)
  expect(names[0]).toBe('InfoThink IT-500U Reader')
  expect(names[2]).toBe('健保讀卡機－醫事人員卡／機構卡')
})

it('cards in both are used at once, and neither reader disturbs the other when it goes', async () => {
  const { desk, usb, serial, readers, names } = await setUp()
  const [chip, nhi] = await Promise.all([readers.connect(names[0]!, 'shared'), readers.connect(names[2]!, 'shared')])
  const sent = Array.from({ length: 10 }, (_, turn) =>
    (turn % 2 ? chip : nhi).connection.transmit(selectMasterFile.slice()),
  )
  for (const answer of await Promise.all(sent)) expect(answer.length).toBeGreaterThanOrEqual(2)

  await desk.unplugReader(serial)
  await expect(nhi.connection.transmit(selectMasterFile)).rejects.toMatchObject({ code: 'ERR_READER_LOST' })
  expect((await chip.connection.transmit(selectMasterFile)).length).toBeGreaterThanOrEqual(2)
  expect(await readers.listReaders()).toEqual([names[0]])

  await desk.plugReader('nhi-serial')
  expect(await readers.listReaders()).toEqual(names)
  const again = await readers.connect(names[2]!, 'shared')
  await desk.unplugReader(usb)
  await expect(chip.connection.transmit(selectMasterFile)).rejects.toMatchObject({ code: 'ERR_READER_LOST' })
  expect((await again.connection.transmit(selectMasterFile)).length).toBeGreaterThanOrEqual(2)
  await again.connection.disconnect()
})
