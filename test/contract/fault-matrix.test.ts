import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test, type TestContext } from 'vitest'
import { passMixingGuard } from '../../core/cards/environment.ts'
import { openCard } from '../../core/cards/open-card.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import { type ErrorCode, errorCodes } from '../../core/errors/error-codes.ts'
import { errorTable } from '../../core/errors/error-table.ts'
import type { SmartCardConnection } from '../../core/smartcard/context.ts'
import { demoCardFiles } from '../demo/demo-cards.ts'
import { connectorFaults } from './faults/connector-faults.ts'
import type { FaultRig, FaultRow } from './faults/fault-row.ts'
import { nativeHostFaults } from './faults/native-host-faults.ts'
import { pcscdFaults } from './faults/pcscd-faults.ts'
import { pkcs11Faults } from './faults/pkcs11-faults.ts'
import { webSerialFaults } from './faults/web-serial-faults.ts'
import { webUsbFaults } from './faults/web-usb-faults.ts'

/** One list per transport; another transport appends its own. */
const matrix: readonly FaultRow[] = [
  ...webUsbFaults,
  ...webSerialFaults,
  ...nativeHostFaults,
  ...pcscdFaults,
  ...pkcs11Faults,
  ...connectorFaults,
]

/** What a person is told where no transport lists a reader, nor says why. */
const noReader = new CodedError('ERR_READER_NOT_FOUND', 'no reader is plugged in')

/** Codes of these families that no transport makes, with the reason. */
const elsewhere: Partial<Record<ErrorCode, string>> = {
  ERR_READER_SAM_NOT_AUTHENTICATED: 'the portal gives no answer for the module: test/extension/background',
  ERR_READER_SAM_REFUSED: 'what the module says of the portal’s answer: test/core/cards',
  ERR_READER_SAM_LOCKED: 'what the module says of the portal’s answer: test/core/cards',
  ERR_PIN_CANCELLED: 'the PIN window is closed: test/extension/background',
  ERR_PIN_TIMEOUT: 'the time of the PIN window: test/extension/background',
  ERR_CARD_NEEDS_MIDDLEWARE: 'which card it is: test/core/cards',
  ERR_CARD_NO_CERTIFICATE: 'which card it is: test/core/cards',
  ERR_CARD_SPARE: 'which card it is: test/core/cards',
  ERR_CARD_IS_MODULE: 'which card it is: test/core/cards',
  ERR_CARD_WRONG_SLOT: 'where the card was put: test/extension/background',
  ERR_CARD_WRONG_KIND: 'which card was chosen: test/extension/background',
  ERR_CARD_ENVIRONMENT: 'the mixing guard, before anything is sent: test/core/cards/environment.test.ts',
}

const digest = createHash('sha256').update('a login assertion').digest()

/** A sign-in as far as the reader sees it, with the card left as the extension leaves it. */
async function signIn(rig: FaultRig, pin: string): Promise<void> {
  if ('signIn' in rig) return rig.signIn(pin)
  const { context, slot = 0, keypad } = rig
  const readerName = (await context.listReaders())[slot]
  if (readerName === undefined) throw (await context.refusals())[0]?.error ?? noReader
  const { connection } = await context.connect(readerName, 'shared')
  try {
    await useCard(connection, pin, keypad !== undefined)
  } finally {
    await connection.disconnect('unpower')
  }
}

async function useCard(connection: SmartCardConnection, pin: string, onReader: boolean): Promise<void> {
  const { answerToReset } = await connection.status()
  const card = await openCard(connection, answerToReset ?? new Uint8Array())
  await card.readCertificate()
  const guarded = passMixingGuard({ card, others: [], challenge: 'test' })
  await connection.startTransaction(async () => {
    await guarded.triesLeft()
    if (onReader) await guarded.verifyPinOnReader?.()
    else await guarded.verifyPin(new TextEncoder().encode(pin))
    await guarded.sign(digest)
    return 'reset'
  })
}

async function outcome(attempt: Promise<void>): Promise<string> {
  try {
    await attempt
    return 'signs in'
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    return error.code
  }
}

const holdsDigits = (bytes: Uint8Array, digits: string): boolean => Buffer.from(bytes).includes(digits)

/** A row takes some hundredths of a second, but for the real service, and machines are busy. */
const patience = { timeout: 60_000 }

describe('the fault matrix', () => {
  beforeAll(async () => void (await demoCardFiles()), 60_000)

  test('names each row once, with a code that has its sentences', () => {
    expect(new Set(matrix.map(({ id }) => id)).size).toBe(matrix.length)
    const codes = matrix.map(({ expected }) => expected).filter((expected) => expected !== 'signs in')
    expect(codes.filter((code) => !(code in errorTable))).toEqual([])
  })

  test('reaches every code of readers, cards and PINs that a transport can come to', () => {
    const families = /^ERR_(READER|CARD|PIN)_/
    const reached = new Set<string>(matrix.map(({ expected }) => expected))
    const missing = errorCodes.filter((code) => families.test(code) && !reached.has(code))
    expect(missing.toSorted()).toEqual(Object.keys(elsewhere).toSorted())
  })

  const title = '$transport: $fault at $step ends in $expected'
  const run = async (row: FaultRow, { skip }: TestContext): Promise<void> => {
    if (row.missing !== undefined) skip(row.missing)
    const rig = await row.makeRig()
    try {
      await judge(row, rig)
    } finally {
      await rig.close()
    }
  }
  test.for(matrix.filter(({ waits }) => !waits))(title, patience, run)
  test.concurrent.for(matrix.filter(({ waits }) => waits))(title, patience, run)
})

async function judge(row: FaultRow, rig: FaultRig): Promise<void> {
  const before = await rig.card()
  rig.keypad?.enter()
  expect(await rig.drive(outcome(signIn(rig, rig.pin)))).toBe(row.expected)
  expect(rig.struck()).toBe(true)
  const after = await rig.card()
  expect(after.verifyCount - before.verifyCount).toBe(row.verifies)
  expect(after.triesLeft).toBeGreaterThanOrEqual(before.triesLeft - row.verifies)
  expect(rig.handedOver?.filter((bytes) => holdsDigits(bytes, rig.pin)) ?? []).toEqual([])

  await rig.mend()
  rig.keypad?.enterRight()
  expect(await rig.drive(outcome(signIn(rig, rig.rightPin)))).toBe('signs in')
  expect((await rig.card()).triesLeft).toBe(3)
}
