import { createHash, randomBytes, verify, X509Certificate } from 'node:crypto'
import { type GuardedCard, passMixingGuard } from '../../core/cards/environment.ts'
import { type OpenCard, openCard } from '../../core/cards/open-card.ts'
import { CodedError } from '../../core/errors/coded-error.ts'
import type { SmartCardConnection } from '../../core/smartcard/context.ts'
import type { Terminal } from '../terminal.ts'
import { chooseReader } from './choose-reader.ts'
import { otherCards } from './other-cards.ts'
import type { ReaderCommand } from './reader-command.ts'
import { withoutOperands } from './without-operands.ts'

export const sign: ReaderCommand = {
  synopsis: 'sign',
  summary: 'has a test card sign once; asks for its PIN here',
  check: withoutOperands,
  async run(situation) {
    const { context, person } = situation
    const readerName = await chooseReader(situation)
    const { connection } = await context.connect(readerName, 'shared')
    try {
      const { answerToReset } = await connection.status()
      const card = await openCard(connection, answerToReset ?? new Uint8Array())
      const certificate = await card.readCertificate()
      const guarded = passMixingGuard({ card, others: await otherCards(context, readerName), challenge: 'test' })
      person.tell(`card ${card.info.cardType ?? 'of unknown kind'} …${card.info.cardSn.slice(-4)} in “${readerName}”`)
      await tellTries(guarded, person)
      const text = `nhi-portal reader test ${randomBytes(16).toString('hex')}`
      const signature = await signOnce(connection, guarded, person, createHash('sha256').update(text).digest())
      person.tell(`text      ${text}\nsignature ${Buffer.from(signature).toString('base64')}`)
      requireFit(card, certificate, text, signature)
      person.tell('the signature fits the certificate on the card')
    } finally {
      await connection.disconnect('unpower')
    }
  },
}

/** Errors: ERR_PIN_BLOCKED, ERR_PIN_CANCELLED when the last try is not wanted. */
async function tellTries(guarded: GuardedCard, person: Terminal): Promise<void> {
  const tries = await guarded.triesLeft()
  if (tries === 0) throw new CodedError('ERR_PIN_BLOCKED', 'the PIN is blocked')
  person.tell(tries === undefined ? 'the card does not tell how many tries are left' : `tries left: ${tries}`)
  if (tries === 1 && !(await person.confirm('This is the last try: a wrong PIN blocks the card. Go on?')))
    throw new CodedError('ERR_PIN_CANCELLED', 'the last try was not used')
}

async function signOnce(
  connection: SmartCardConnection,
  guarded: GuardedCard,
  person: Terminal,
  digest: Uint8Array,
): Promise<Uint8Array> {
  const { verifyPinOnReader } = guarded
  const pin = verifyPinOnReader ? undefined : await person.askPin('PIN: ')
  let signature = new Uint8Array()
  try {
    await connection.startTransaction(async () => {
      if (pin) await guarded.verifyPin(pin)
      else {
        person.tell('Enter the PIN on the reader.')
        await verifyPinOnReader?.()
      }
      signature = Uint8Array.from(await guarded.sign(digest))
      return 'reset'
    })
  } finally {
    pin?.fill(0)
  }
  return signature
}

/** Error: ERR_CARD_MALFORMED. */
function requireFit({ profile }: OpenCard, certificate: Uint8Array, text: string, signature: Uint8Array): void {
  const key = new X509Certificate(certificate).publicKey
  const scheme = profile.algorithm === 'ES256' ? { key, dsaEncoding: 'ieee-p1363' as const } : key
  if (verify('sha256', Buffer.from(text), scheme, signature)) return
  const details = { field: 'signature' }
  throw new CodedError('ERR_CARD_MALFORMED', 'the signature does not fit the certificate on the card', { details })
}
