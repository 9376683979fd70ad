import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { CardFile } from '../../demo/cards/card-file.ts'
import { readingCommand } from '../../usbip/commands/reading-commands.ts'
import { main } from '../../usbip/reader-command.ts'
import { plainCard } from '../demo/reader/set-up.ts'
import { demoCardFiles } from '../demo/demo-cards.ts'
import { type ServedDesk, serveDesk } from './serve-desk.ts'

const cardId = 'hca-personnel'

let files: readonly CardFile[]
beforeAll(async () => {
  files = await demoCardFiles()
}, 60_000)

let served: ServedDesk | undefined
afterEach(async () => {
  await served?.close()
  served = undefined
})

async function serve(models: readonly string[], ...inserted: readonly string[]): Promise<ServedDesk> {
  served = await serveDesk(models, [...files, plainCard({ id: 'in-use', environment: 'production' })])
  for (const [index, id] of inserted.entries()) await served.desk.insertCard(served.readerNames[index] ?? '', id)
  return served
}

/** What a person at the terminal sees and answers. */
class Person {
  readonly told: string[] = []
  readonly complaints: string[] = []
  readonly pins: Uint8Array[] = []
  pin = ''
  confirms = false

  readonly tell = (line: string): void => void this.told.push(line)
  readonly complain = (line: string): void => void this.complaints.push(line)
  readonly confirm = async (): Promise<boolean> => this.confirms
  readonly askPin = async (): Promise<Uint8Array> => {
    const pin = new TextEncoder().encode(this.pin)
    this.pins.push(pin)
    return pin
  }
}

async function run(args: readonly string[], person = new Person()) {
  const exit = await main([`--usbip=${served?.port ?? 1}`, ...args], person)
  return { exit, person, told: person.told.join('\n'), complained: person.complaints.join('\n') }
}

const pinOf = (id: string): string => files.find((file) => file.id === id)?.pin ?? ''
const stateOf = async (id: string) => (await served?.desk.snapshot())?.cards.find((card) => card.id === id)?.state

describe('list', () => {
  it('names devices and readers, and what is in them', async () => {
    await serve(['it-500u-protected', 'two-slots'], cardId)
    const { exit, told } = await run(['list'])
    expect(exit).toBe(0)
    expect(told).toBe(`device 1-1  1403:7506  InfoThink IT-500U Reader
device 1-2  1209:0002  Demo Two-Slot Reader
reader “InfoThink IT-500U Reader”  card
reader “Demo Two-Slot Reader”  no card
reader “Demo Two-Slot Reader slot 2”  no card`)
  })

  it('of one device touches no other', async () => {
    await serve(['it-500u', 'two-slots'])
    expect((await run(['--busid=1-2', 'list'])).told).not.toContain('IT-500U')
  })
})

describe('atr and apdu', () => {
  it('are sent to the first reader that has a card', async () => {
    const { desk, readerNames } = await serve(['it-500u', 'tpdu'])
    await desk.insertCard(readerNames[1] ?? '', cardId)
    expect((await run(['atr'])).told).toBe('3b8d8131fe4580738021c057484341544553541f')
    const { exit, told } = await run(['apdu', '00A4 0000 023F00', '0084000008'])
    expect(exit).toBe(0)
    expect(told.split('\n').map((line) => line[0])).toEqual(['>', '<', '>', '<'])
  })

  it.each([
    ['VERIFY', '00 20 00 80 06 313233343536'],
    ['VERIFY that only asks', '00 20 00 80'],
    ['CHANGE REFERENCE DATA', '00 24 00 80 02 3132'],
    ['RESET RETRY COUNTER', '00 2C 00 80'],
    ['EXTERNAL AUTHENTICATE', '00 82 00 00'],
    ['GENERAL AUTHENTICATE', '00 87 07 9C'],
    ['INTERNAL AUTHENTICATE', '00 88 00 00'],
    ['PERFORM SECURITY OPERATION', '00 2A 9E 9A'],
    ['chained VERIFY', '10 20 00 80'],
    ['a proprietary class', '80 B0 00 00'],
    ['UPDATE BINARY', '00 D6 00 00 01 00'],
  ])('%s is not sent, and the server is not even asked', async (_name, hex) => {
    const { exit, complained } = await run(['apdu', '00A40000', hex])
    expect(exit).toBe(2)
    expect(complained).toContain('is not sent: a card might count it')
  })

  it('what is no command is not said back: it may hold a PIN', async () => {
    const { exit, complained } = await run(['apdu', '00200080061234'])
    expect(exit).toBe(2)
    expect(complained).not.toContain('1234')
  })

  it.each(['00A40400', '80CA9F7F00', '0CB0000000', '00B2010400'])('%s reads', (hex) => {
    expect(Buffer.from(readingCommand(hex)).toString('hex')).toBe(hex.toLowerCase())
  })
})

describe('sign', () => {
  it.each(['it-500u', 'it-500u-protected', 'ez100pu', 'extended', 'two-slots', 'tpdu', 'character'])(
    'a test card signs in %s, by our driver over USB/IP',
    async (model) => {
      await serve([model], cardId)
      const person = new Person()
      person.pin = pinOf(cardId)
      const { exit, told } = await run(['sign'], person)
      expect(told).toContain('tries left: 3')
      expect(told).toContain('the signature fits the certificate on the card')
      expect(exit).toBe(0)
      expect(await stateOf(cardId)).toMatchObject({ verifyCount: 1, signCount: 1, verified: false })
      expect(person.pins).toEqual([new Uint8Array(pinOf(cardId).length)])
    },
  )

  it('on a reader with a keypad the PIN is entered there', async () => {
    const { desk, readerNames } = await serve(['pin-pad'], cardId)
    desk.enterOnKeypad(readerNames[0] ?? '', { digits: pinOf(cardId) })
    const { exit, person } = await run(['sign'])
    expect(exit).toBe(0)
    expect(person.pins).toEqual([])
  })

  it('a wrong PIN is told with its code; before the last try the person is asked', async () => {
    await serve(['it-500u'], cardId)
    const person = new Person()
    person.pin = '000000'
    for (const left of [2, 1]) {
      const { exit, complained } = await run(['sign'], person)
      expect(exit).toBe(1)
      expect(complained).toContain('ERR_PIN_WRONG')
      expect(await stateOf(cardId)).toMatchObject({ triesLeft: left })
    }
    expect((await run(['sign'], person)).complained).toContain('ERR_PIN_CANCELLED')
    expect(await stateOf(cardId)).toMatchObject({ triesLeft: 1 })
    person.confirms = true
    person.pin = pinOf(cardId)
    expect((await run(['sign'], person)).exit).toBe(0)
  })

  it.each([
    ['the card', 'in-use', undefined],
    ['another card beside it', cardId, 'in-use'],
  ])('when %s is not for tests, no PIN is asked for', async (_name, first, second) => {
    await serve(['it-500u', 'tpdu'], ...[first, second].filter((id) => id !== undefined))
    const reader = served?.readerNames[0] ?? ''
    const { exit, complained, person } = await run(['sign', `--reader=${reader}`])
    expect(exit).toBe(1)
    expect(complained).toMatch(/ERR_CARD_(ENVIRONMENT|NO_CERTIFICATE)/)
    expect(person.pins).toEqual([])
  })

  it('the PIN is taken from a terminal, and not shown', async ({ skip }) => {
    if (process.platform !== 'linux') skip('needs Linux and its script program')
    await serve(['it-500u'], cardId)
    const command = `${process.execPath} test/run-ts.mjs usbip/reader-command.ts --usbip=${served?.port} sign`
    // It gives the program a terminal that shows what is typed, unless it is told not to.
    const child = spawn('script', ['-qec', command, '/dev/null'], {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    let shown = ''
    child.stdout.on('data', (text: Buffer) => {
      const asked = shown.includes('PIN: ')
      shown += text.toString()
      if (!asked && shown.includes('PIN: ')) child.stdin.write(`9\u007F${pinOf(cardId)}\r`)
    })
    const exit = await new Promise((resolve) => child.once('exit', resolve))
    expect(shown).toContain('the signature fits the certificate on the card')
    expect(shown).not.toContain(pinOf(cardId))
    expect(exit).toBe(0)
  }, 60_000)
})

describe('a call that cannot be', () => {
  it.each([
    [['list'], 'ERR_READER_NOT_FOUND: no USB/IP server', 1],
    [[], 'no command', 2],
    [['frobnicate'], 'no command frobnicate', 2],
    [['list', 'all'], 'too much: all', 2],
    [['apdu'], 'apdu: no command', 2],
    [['list', '--usbip=0'], '--usbip=PORT', 2],
    [['list', '--frob'], '--frob', 2],
  ])('%j', async (args, text, expected) => {
    const { exit, complained } = await run(args)
    expect(complained).toContain(text)
    expect(exit).toBe(expected)
  })

  it('a reader that is not there, and a reader without a card', async () => {
    await serve(['it-500u'])
    expect(await run(['atr', '--reader=none'])).toMatchObject({
      exit: 2,
      complained: expect.stringContaining('IT-500U'),
    })
    expect(await run(['atr'])).toMatchObject({ exit: 1, complained: expect.stringContaining('ERR_CARD_ABSENT') })
    expect(await run(['--busid=9-9', 'atr'])).toMatchObject({ exit: 1, complained: expect.stringContaining('9-9') })
  })

  it('--help says what there is', async () => {
    const { exit, told } = await run(['--help'])
    expect(exit).toBe(0)
    expect(told).toContain('npm run reader -- --usbip=PORT')
  })
})
