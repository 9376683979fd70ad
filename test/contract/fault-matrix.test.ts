import { createHash } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { passMixingGuard } from '../../core/cards/environment.ts'
import { openCard } from '../../core/cards/open-card.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import { errorTable } from '../../core/errors/error-table.ts'
import type { SmartCardConnection } from '../../core/smartcard/context.ts'
import { demoCardFiles } from '../demo/demo-cards.ts'
import type { FaultRig, FaultRow } from './faults/fault-row.ts'
import { webUsbFaults } from './faults/web-usb-faults.ts'

/** One list per transport; another transport appends its own. */
const matrix: readonly FaultRow[] = [...webUsbFaults]

const digest = createHash('sha256').update('a login assertion').digest()

/** A sign-in as far as the reader sees it, with the card left as the extension leaves it. */
async function signIn({ context, keypad }: FaultRig, pin: string): Promise<void> {
  const [readerName = 'no reader'] = await context.listReaders()
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

describe('the fault matrix', () => {
  let rig: FaultRig | undefined
  beforeAll(async () => void (await demoCardFiles()), 60_000)
  afterEach(async () => {
    await rig?.close()
    rig = undefined
  })

  test('names each row once, with a code that has its sentences', () => {
    expect(new Set(matrix.map(({ id }) => id)).size).toBe(matrix.length)
    const codes = matrix.map(({ expected }) => expected).filter((expected) => expected !== 'signs in')
    expect(codes.filter((code) => !(code in errorTable))).toEqual([])
  })

  test.each(matrix)('$transport: $fault at $step ends in $expected', async (row) => {
    const made = await row.makeRig()
    rig = made
    const before = await made.card()
    made.keypad?.enter()
    expect(await made.drive(outcome(signIn(made, made.pin)))).toBe(row.expected)
    expect(made.struck()).toBe(true)
    const after = await made.card()
    expect(after.verifyCount - before.verifyCount).toBe(row.verifies)
    expect(after.triesLeft).toBeGreaterThanOrEqual(before.triesLeft - row.verifies)

    await made.mend()
    made.keypad?.enterRight()
    expect(await made.drive(outcome(signIn(made, made.rightPin)))).toBe('signs in')
    expect((await made.card()).triesLeft).toBe(3)
  })
})
