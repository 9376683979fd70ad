import type { HostTokenPin } from '../../core/protocol/native-host.ts'
import { cka, ckcX509, objectClasses, tokenFlags } from './ck-constants.ts'
import { CkError, ignoreCk } from './ck-errors.ts'
import type { CkSlot, CkTokenInfo, Cryptoki } from './cryptoki.ts'
import type { ModuleToken } from './module-messages.ts'

/** What a person can type at all; modules say 255 where they do not care. */
const longestPin = 64

/** Reads the tokens of a module; the certificates of one that stays are read once. */
export class TokenReader {
  readonly #cryptoki: Cryptoki
  #certificates = new Map<string, readonly Uint8Array[]>()

  constructor(cryptoki: Cryptoki) {
    this.#cryptoki = cryptoki
  }

  /** Every token that signs with a PIN. One that is taken out meanwhile is left out. Errors: CkError when none can be listed. */
  async read(): Promise<ModuleToken[]> {
    const tokens: ModuleToken[] = []
    const certificates = new Map<string, readonly Uint8Array[]>()
    for (const slot of await this.#cryptoki.slotsWithToken()) {
      try {
        const info = await this.#cryptoki.tokenInfo(slot)
        if (!isCard(info)) continue
        const { label, serialNumber } = info
        const key = JSON.stringify([String(slot.slot), label, serialNumber])
        const found = this.#certificates.get(key) ?? (await this.#readCertificates(slot))
        certificates.set(key, found)
        tokens.push({
          slot: String(slot.slot),
          serialNumber,
          slotDescription: await this.#cryptoki.slotDescription(slot),
          label,
          pin: pinOf(info),
          certificates: [...found],
        })
      } catch (error) {
        if (!(error instanceof CkError)) throw error
      }
    }
    this.#certificates = certificates
    return tokens
  }

  async #readCertificates(slot: CkSlot): Promise<Uint8Array[]> {
    const session = await this.#cryptoki.openSession(slot)
    try {
      const template = [
        { type: cka.class, value: objectClasses.certificate },
        { type: cka.certificateType, value: ckcX509 },
      ]
      const found: Uint8Array[] = []
      for (const object of await this.#cryptoki.findObjects(session, template)) {
        const certificate = await this.#cryptoki.attribute(session, object, cka.value)
        if (certificate) found.push(certificate)
      }
      return found
    } finally {
      await this.#cryptoki.closeSession(session).catch(ignoreCk)
    }
  }
}

const has = (flags: number, flag: number): boolean => (flags & flag) !== 0

/** An empty slot of a soft token, or one whose keys anybody may use, is no card of a person. */
const isCard = ({ flags }: CkTokenInfo): boolean =>
  has(flags, tokenFlags.tokenInitialized) && has(flags, tokenFlags.loginRequired)

/** What the token's flags say of its PIN. */
export function pinOf({ flags, minimumPin, maximumPin }: CkTokenInfo): HostTokenPin {
  return {
    onDevice: has(flags, tokenFlags.protectedAuthenticationPath),
    minimum: minimumPin ?? 1,
    maximum: Math.min(maximumPin || longestPin, longestPin),
    tries: triesRows.find(({ flag }) => has(flags, flag))?.tries ?? 'untold',
  }
}

/** A flag that is not set says nothing: a module need not know. */
const triesRows = [
  { flag: tokenFlags.userPinLocked, tries: 'none' },
  { flag: tokenFlags.userPinFinalTry, tries: 'last' },
  { flag: tokenFlags.userPinCountLow, tries: 'few' },
] as const
