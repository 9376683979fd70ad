import { afterAll, beforeAll, expect, it } from 'vitest'
import { cardFile } from './card-files.ts'
import { answersOfCard, conversation } from './conversation.ts'
import { describeRig } from './describe-rig.ts'
import { openUsbService, type UsbService, whyNoUsbService } from './usb-service.ts'

/** Every USB model that describes itself, the name that the service gives it, and the APDUs that it takes. */
const readers: readonly (readonly [model: string, readerName: string, lengths: 'short' | 'extended'])[] = [
  ['it-500u', 'InfoThink IT-500U Reader (IT500U-0001) 00 00', 'short'],
  ['it-500u-protected', 'InfoThink IT-500U Reader (IT500U-0002) 01 00', 'short'],
  ['extended', 'Demo Extended Reader (EXT-0001) 02 00', 'extended'],
  ['two-slots', 'Demo Two-Slot Reader (TWO-0001) 03 00', 'short'],
  ['pin-pad', 'Demo PIN-Pad Reader (PAD-0001) 04 00', 'extended'],
  ['tpdu', 'Demo TPDU Reader (TPDU-0001) 05 00', 'extended'],
  ['character', 'Demo Character Reader (CHAR-0001) 06 00', 'extended'],
]
const twoSlots = ['Demo Two-Slot Reader (TWO-0001) 03 00', 'Demo Two-Slot Reader (TWO-0001) 03 01'] as const
const cards = [
  ['t1', 'hca-personnel'],
  ['t0', 'gca-unit'],
] as const

describeRig('libccid judges the virtual USB readers', whyNoUsbService(), () => {
  let service: UsbService

  beforeAll(async () => {
    service = await openUsbService(readers.map(([model]) => model))
  })
  afterAll(() => service?.close())

  async function insert(deskReader: string, card: string, readerName: string): Promise<void> {
    await service.desk.resetCard(card)
    await service.desk.insertCard(deskReader, card)
    await service.client.noticed(readerName, 'present')
  }
  async function remove(deskReader: string, readerName: string): Promise<void> {
    await service.desk.removeCard(deskReader)
    await service.client.noticed(readerName, 'empty')
  }

  it('all are taken up, each slot as a reader of its own, and the keypad is seen', async () => {
    const names = readers.flatMap(([model, name]) => (model === 'two-slots' ? twoSlots : [name]))
    expect(await service.opensc.readers()).toEqual(names)
    expect(await service.opensc.run('opensc-tool', '--list-readers')).toMatch(/^5 +No +PIN pad +Demo PIN-Pad Reader/m)
  })

  for (const [model, readerName, lengths] of readers) {
    it.each(cards)(
      `${model}, %s: a card is noticed, and all its answers are its own to a signature`,
      async (protocol, id) => {
        await insert(service.deskName(model), id, readerName)
        const number = (await service.opensc.readers()).indexOf(readerName)
        expect(await service.opensc.answerToReset(number)).toBe(
          cardFile(id).answerToReset.replaceAll(' ', '').toLowerCase(),
        )
        const commands = conversation(cardFile(id), protocol, lengths)
        expect(await service.client.converse(readerName, commands)).toEqual(
          await answersOfCard(cardFile(id), protocol, commands),
        )
        await remove(service.deskName(model), readerName)
      },
    )
  }

  it('cards in both slots are used at once', async () => {
    const slots = [service.deskName('two-slots'), `${service.deskName('two-slots')} slot 2`] as const
    const conversations = cards.map(([protocol, id]) => conversation(cardFile(id), protocol, 'short'))
    for (const [slot, [, id]] of cards.entries()) await insert(slots[slot] ?? '', id, twoSlots[slot] ?? '')
    const answers = await Promise.all(
      conversations.map((commands, slot) => service.client.converse(twoSlots[slot] ?? '', commands)),
    )
    const expected = await Promise.all(
      cards.map(([protocol, id], slot) => answersOfCard(cardFile(id), protocol, conversations[slot] ?? [])),
    )
    expect(answers).toEqual(expected)
    for (const slot of cards.keys()) await remove(slots[slot] ?? '', twoSlots[slot] ?? '')
  })
})
