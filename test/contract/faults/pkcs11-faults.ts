import { renameSync } from 'node:fs'
import { fromBase64 } from '../../../core/bytes/base64.ts'
import { CodedError, deserializeError } from '../../../core/errors/coded-error.ts'
import type { ErrorCode } from '../../../core/errors/error-codes.ts'
import { HostProcess } from '../../native-host/host-process.ts'
import { assertionFor, openModules, pinBytes } from '../../native-host/pkcs11-rig.ts'
import { whyNoCompiler } from '../../rigs/shared-library.ts'
import { type LoginBehaviour, VendorModule } from '../../rigs/vendor-module.ts'
import { demoCard } from './demo-card.ts'
import type { FaultRig, FaultRow } from './fault-row.ts'
import { rowList } from './row-list.ts'

interface Strike {
  /** What the module does at C_Login. */
  readonly login?: LoginBehaviour
  /** The module's file is not there, or is no module. */
  readonly missing?: boolean
  /** The token is taken out when it was listed. */
  readonly takenOut?: boolean
  /** As it is entered; the right one by default. */
  readonly pin?: string
  readonly tries?: number
}

/** Of vendor-module.c. */
const rightPin = '246810'
const wrongPin = '111111'

/** The card service's PKCS#11 side, with a vendor's module in its process. Rows share this process's environment. */
async function makeRig({
  login,
  missing = false,
  takenOut = false,
  pin = rightPin,
  tries = 3,
}: Strike): Promise<FaultRig> {
  await HostProcess.build()
  const certificate = fromBase64((await demoCard()).certificate ?? '')
  const vendor = new VendorModule()
  Object.assign(process.env, vendor.environment)
  vendor.insert(certificate)
  vendor.triesLeft = tries
  if (login !== undefined) vendor.onLogin(login)
  const away = `${vendor.path}.away`
  if (missing) renameSync(vendor.path, away)
  const { ask, modules } = openModules(vendor.path)
  let takeOut = takenOut
  return {
    pin,
    rightPin,
    async signIn(entered) {
      const { tokens, refusals } = await ask('list-tokens', {})
      const [refusal] = refusals
      if (refusal) throw deserializeError(refusal.error)
      const [token] = tokens
      if (!token) throw new CodedError('ERR_CARD_ABSENT', 'no token')
      if (takeOut) vendor.takeOut()
      const body = { token: token.token, signingInput: assertionFor(certificate), pin: pinBytes(entered) }
      await ask('sign', body)
    },
    drive: (job) => job,
    struck: () => true, // what is wrong is so from the beginning, or is the PIN itself
    async mend() {
      takeOut = false
      if (missing) renameSync(away, vendor.path)
      vendor.behave()
      vendor.insert(certificate)
      if (vendor.triesLeft === 0) vendor.triesLeft = 3 // by its issuing centre
    },
    card: async () => ({ triesLeft: vendor.triesLeft, verifyCount: vendor.calls.replace(/[^LK]/g, '').length }),
    async close() {
      await modules.close()
      vendor.remove()
    },
  }
}

const reason = whyNoCompiler()
const { rows, add } = rowList({
  transport: 'PKCS#11',
  makeRig,
  missing: reason === undefined ? undefined : `gcc: ${reason}`,
})

add('module missing', 'list', 'ERR_READER_MODULE_FAILED', { missing: true }, 0)
add('token taken out', 'verify', 'ERR_CARD_REMOVED', { takenOut: true }, 0)
add('module crashes', 'verify', 'ERR_READER_MODULE_LOST', { login: 'crash' }, 1)
for (const [login, name, expected] of [
  ['0xA3', 'CKR_PIN_EXPIRED', 'ERR_PIN_TO_BE_CHANGED'],
  ['0xA4', 'CKR_PIN_LOCKED', 'ERR_PIN_BLOCKED'],
  ['0x50', 'CKR_FUNCTION_CANCELED', 'ERR_PIN_ENTRY_CANCELLED'],
  ['0x32', 'CKR_DEVICE_REMOVED', 'ERR_CARD_REMOVED'],
  ['0xE0', 'CKR_TOKEN_NOT_PRESENT', 'ERR_CARD_REMOVED'],
  ['0x30', 'CKR_DEVICE_ERROR', 'ERR_CARD_MUTE'],
  ['0x104', 'CKR_USER_ANOTHER_ALREADY_LOGGED_IN', 'ERR_READER_BUSY'],
  ['0x05', 'CKR_GENERAL_ERROR', 'ERR_READER_MODULE_FAILED'],
  ['0x80000001', 'a vendor’s own error', 'ERR_READER_MODULE_FAILED'],
] as const satisfies readonly (readonly [LoginBehaviour, string, ErrorCode])[])
  add(name, 'verify', expected, { login }, 1)
add('PIN of another length', 'verify', 'ERR_PIN_FORMAT', { pin: '1' }, 0)
add('wrong PIN', 'verify', 'ERR_PIN_WRONG_UNTOLD', { pin: wrongPin }, 1)
add('wrong PIN before the last try', 'verify', 'ERR_PIN_WRONG', { pin: wrongPin, tries: 2 }, 1)
add('wrong PIN at the last try', 'verify', 'ERR_PIN_BLOCKED', { pin: wrongPin, tries: 1 }, 1)

export const pkcs11Faults: readonly FaultRow[] = rows
