import { afterAll, beforeAll, expect, it } from 'vitest'
import { memoryStore } from '../../demo/reader/demo-store.ts'
import { createVirtualDesk, type VirtualDesk } from '../../demo/reader/virtual-desk.ts'
import { cardFile, cardFiles } from './card-files.ts'
import { answersOfCard, conversation } from './conversation.ts'
import { describeRig } from './describe-rig.ts'
import { PcscClient } from './pcsc-client.ts'
import { OpenSc, whyNoOpenSc } from './opensc.ts'
import { Pcscd, whyNoPcscd } from './pcscd.ts'
import { openPty, type Pty } from './pty.ts'
import { joinSerialLine } from './serial-line.ts'

/** Of the five, the one for cards of an institution and its people. */
const slot = 'NHI Reader 00 01'

describeRig('libccid judges the virtual NHI reader on a serial line', whyNoPcscd() ?? whyNoOpenSc(), () => {
  let desk: VirtualDesk
  let readerName: string
  let pty: Pty
  let part: () => Promise<void>
  let pcscd: Pcscd
  let client: PcscClient

  beforeAll(async () => {
    desk = createVirtualDesk({ store: memoryStore() })
    await desk.loadCards(cardFiles())
    readerName = await desk.plugReader('nhi-serial')
    await desk.grantReader(readerName)
    const [port] = await desk.serial.getPorts()
    if (!port) throw new Error('no port was granted')
    pty = openPty()
    part = await joinSerialLine(pty, port)
    pcscd = new Pcscd()
    pcscd.setReaders([{ name: 'NHI Reader', path: pty.path, model: 'GemCorePOSPro' }])
    await pcscd.start()
    client = new PcscClient(pcscd)
  })
  afterAll(async () => {
    await client?.close()
    await pcscd?.remove()
    await part?.()
    pty?.close()
    desk?.close()
  })

  it('its five slots are five readers', async () => {
    const names = ['00', '01', '02', '03', '04'].map((number) => `NHI Reader 00 ${number}`)
    expect(await new OpenSc(pcscd.socket).readers()).toEqual(names)
  })

  it.each([
    ['t1', 'hca-personnel'],
    ['t0', 'gca-unit'],
  ] as const)('%s: a card is noticed, and all its answers are its own to a signature', async (protocol, id) => {
    await desk.insertCard(`${readerName} slot 2`, id)
    await client.noticed(slot, 'present')
    const commands = conversation(cardFile(id), protocol, 'extended')
    expect(await client.converse(slot, commands)).toEqual(await answersOfCard(cardFile(id), protocol, commands))
    await desk.removeCard(`${readerName} slot 2`)
    await client.noticed(slot, 'empty')
  })
})
