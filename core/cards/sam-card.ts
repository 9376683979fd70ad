import { fromHex } from '../bytes/hex.ts'
import { CodedError } from '../errors/coded-error.ts'
import type { CardChannel } from '../smartcard/card-channel.ts'
import { computeDigitalSignature } from '../smartcard/compute-digital-signature.ts'
import { getData } from '../smartcard/get-data.ts'
import { readFile } from '../smartcard/read-binary.ts'
import { select } from '../smartcard/select.ts'
import { StatusWordError, triesLeft } from '../smartcard/status-word.ts'
import type { ReadOnlyCard, ReadOnlyProfile } from './card-profile.ts'
import type { Environment } from './environments.ts'
import { moduleChallengeLength, moduleResponseLength } from './module-authentication.ts'
import { moduleEnvironment } from './module-code.ts'
import { parseSamInfo, type SamInfo } from './sam-info.ts'

/** The card of demo/cards/README.md: our own, documented, since that of the NHI readers in use is not public. */
const applicationId = fromHex('F0 4E 48 49 53 41 4D 01 00')
const infoFile = 0x01
const certificateFile = 0x02
const authenticationState = 0xdf01
const authenticated = 0x01
const authenticationKey = 0x83
const refused = 0x6982

/** A security module in a reader, as its public reads tell it. */
export interface SamCard extends SamInfo {
  /** By the code's first digit. */
  readonly environment: Environment | 'unknown'
  /** Of its signing key, DER. */
  readonly certificate: Uint8Array
  /** It was told the portal's answer since it has power (認證). Costs nothing to ask. */
  isAuthenticated(): Promise<boolean>
  /** Only core/cards/environment.ts calls these. */
  readonly counted: CountedSamCommands
}

/** Commands that are held against the module, or that begin what is: reached through passMixingGuardWithSam only. */
export interface CountedSamCommands {
  /** A fresh random number, good for the next `authenticate` alone. */
  challenge(): Promise<Uint8Array>
  /**
   * Gives it the portal's answer to its random number (R‖S), sent once. Errors: ERR_READER_SAM_REFUSED (details.triesLeft),
   * ERR_READER_SAM_LOCKED: too many wrong answers, for good.
   */
  authenticate(response: Uint8Array): Promise<void>
  /** Signs a SHA-256 digest; R‖S. Error: ERR_READER_SAM_NOT_AUTHENTICATED. */
  sign(digest: Uint8Array): Promise<Uint8Array>
}

/**
 * Selects the application and reads what is public; undefined for any other card. Errors: ERR_CARD_MALFORMED, and those of
 * `transmit`.
 */
export async function recogniseSam(channel: CardChannel): Promise<SamCard | undefined> {
  const info = await readInfo(channel)
  if (!info) return undefined
  return {
    ...info,
    environment: moduleEnvironment(info.module),
    certificate: await readFile(channel, { shortFileId: certificateFile }),
    isAuthenticated: async () => {
      const [state] = await getData(channel, authenticationState)
      return state === authenticated
    },
    counted: {
      challenge: () => getChallenge(channel),
      authenticate: (response) => externalAuthenticate(channel, response),
      sign: (digest) => sign(channel, digest),
    },
  }
}

async function readInfo(channel: CardChannel): Promise<SamInfo | undefined> {
  try {
    await select(channel, applicationId)
  } catch (error) {
    if (error instanceof StatusWordError) return undefined
    throw error
  }
  return parseSamInfo(await readFile(channel, { shortFileId: infoFile }))
}

/** ISO 7816-4 §11.5.3. */
async function getChallenge(channel: CardChannel): Promise<Uint8Array> {
  const random = await channel.send({ name: 'GET CHALLENGE', ins: 0x84, le: moduleChallengeLength })
  if (random.length === moduleChallengeLength) return random
  throw new CodedError('ERR_CARD_MALFORMED', `a challenge of ${random.length} bytes`, {
    details: { field: 'GET CHALLENGE' },
  })
}

/** ISO 7816-4 §11.5.4. The command is sent exactly once, whatever happens. */
async function externalAuthenticate(channel: CardChannel, response: Uint8Array): Promise<void> {
  if (response.length !== moduleResponseLength) throw new RangeError('not R‖S of P-256')
  try {
    await channel.send({ name: 'EXTERNAL AUTHENTICATE', ins: 0x82, p2: authenticationKey, data: response })
  } catch (error) {
    throw error instanceof StatusWordError ? authenticationError(error) : error
  }
}

function authenticationError(error: StatusWordError): CodedError {
  const left = triesLeft(error.sw)
  if (left === undefined) return error
  if (left === 0) return new CodedError('ERR_READER_SAM_LOCKED', 'the module is locked for good', { cause: error })
  return new CodedError('ERR_READER_SAM_REFUSED', `the module did not take the answer, ${left} tries left`, {
    cause: error,
    details: { triesLeft: left },
  })
}

async function sign(channel: CardChannel, digest: Uint8Array): Promise<Uint8Array> {
  try {
    return await computeDigitalSignature(channel, digest)
  } catch (error) {
    if (!(error instanceof StatusWordError) || error.sw !== refused) throw error
    throw new CodedError('ERR_READER_SAM_NOT_AUTHENTICATED', 'the module signs for nobody yet', { cause: error })
  }
}

/** A module beside the cards is known for what it is: nobody signs in with it, and nothing of it is asked. */
async function recognise(channel: CardChannel): Promise<ReadOnlyCard | undefined> {
  const info = await readInfo(channel)
  if (!info) return undefined
  return {
    info: {
      cardType: undefined,
      cardSn: info.module,
      environment: moduleEnvironment(info.module),
      institution: info.institution,
      module: info.module,
    },
    refusal: new CodedError('ERR_CARD_IS_MODULE', `security module ${info.module} is no card to sign in with`),
  }
}

/** The security module of an NHI reader, in its SAM slot. */
export const sam: ReadOnlyProfile = { id: 'sam', readOnly: true, recognise }
