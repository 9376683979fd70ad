import koffi, { type LibraryHandle } from 'koffi'
import { ckfOsLockingOk, ckfSerialSession, ckr, ckrOk, userTypes } from './ck-constants.ts'
import { CkError, failedWith } from './ck-errors.ts'
import type { CkPlatform } from './ck-platforms.ts'
import { type CkFunctionName, ckTypes } from './ck-types.ts'
import type { CkAttribute, Cryptoki } from './cryptoki.ts'

/** No card has more of either; a module that counts wrongly must not make us ask for gigabytes. */
const limits = { slots: 64, mechanisms: 1_024, objects: 64, attribute: 65_536, signature: 1_024 } as const

type TypeSpec = Parameters<typeof koffi.out>[0]
type KoffiFunction = ReturnType<LibraryHandle['func']>
type Call = (...args: unknown[]) => Promise<void>
type Number64 = number | bigint

/** Loads a module. Its functions come from C_GetFunctionList alone: many export nothing else. Throws when it cannot be loaded. */
export function loadCryptoki(path: string, platform: CkPlatform): Cryptoki {
  const { ulong } = platform
  const types = ckTypes(platform)
  const list = functionList()

  function functionList(): Record<CkFunctionName, bigint | null> {
    const place: [bigint | null] = [null]
    const getFunctionList = koffi.load(path).func('C_GetFunctionList', ulong, [koffi.out(koffi.pointer('void *'))])
    const rv = Number(getFunctionList(place))
    if (rv !== ckrOk || place[0] === null) throw new CkError('C_GetFunctionList', rv)
    return koffi.decode(place[0], types.functionList) as Record<CkFunctionName, bigint | null>
  }

  /** Every call goes to a thread of its own (koffi's `async`), and throws unless it returns CKR_OK. */
  const declare = (name: CkFunctionName, ...parameters: TypeSpec[]): Call => {
    const pointer = list[name]
    if (pointer === null) throw new Error(`${path} has no ${name}`)
    const found = koffi.decode(pointer, koffi.proto(ulong, parameters)) as KoffiFunction
    return (...args) =>
      new Promise((resolve, reject) => {
        found.async(...args, (error: Error | null, rv: Number64) => {
          if (error) reject(error)
          else if (Number(rv) === ckrOk) resolve()
          else reject(new CkError(name, Number(rv)))
        })
      })
  }
  const pointer = (type: TypeSpec): TypeSpec => koffi.pointer(type)
  const out = (type: TypeSpec): TypeSpec => koffi.out(koffi.pointer(type))
  const inout = (type: TypeSpec): TypeSpec => koffi.inout(koffi.pointer(type))
  const bytes: TypeSpec = 'uint8 *'
  const nothing: TypeSpec = 'void *'

  const calls = {
    initialize: declare('C_Initialize', pointer(types.initializeArgs)),
    finalize: declare('C_Finalize', nothing),
    slotList: declare('C_GetSlotList', 'uint8', inout(ulong), inout(ulong)),
    slotInfo: declare('C_GetSlotInfo', ulong, out(types.slotInfo)),
    tokenInfo: declare('C_GetTokenInfo', ulong, out(types.tokenInfo)),
    mechanismList: declare('C_GetMechanismList', ulong, inout(ulong), inout(ulong)),
    openSession: declare('C_OpenSession', ulong, ulong, nothing, nothing, out(ulong)),
    closeSession: declare('C_CloseSession', ulong),
    login: declare('C_Login', ulong, ulong, bytes, ulong),
    logout: declare('C_Logout', ulong),
    findInit: declare('C_FindObjectsInit', ulong, pointer(types.attribute), ulong),
    find: declare('C_FindObjects', ulong, out(ulong), ulong, out(ulong)),
    findFinal: declare('C_FindObjectsFinal', ulong),
    getAttributes: declare('C_GetAttributeValue', ulong, ulong, inout(types.attribute), ulong),
    signInit: declare('C_SignInit', ulong, pointer(types.mechanism), ulong),
    sign: declare('C_Sign', ulong, bytes, ulong, bytes, inout(ulong)),
  }

  /** A list that is asked for twice: how long it is, then itself. */
  async function listOf(limit: number, ask: (list: Number64[] | null, length: [Number64]) => Promise<void>) {
    const length: [Number64] = [0]
    await ask(null, length)
    const room = Math.min(Number(length[0]), limit)
    const found: Number64[] = Array.from({ length: room }, () => 0)
    if (room === 0) return found
    const count: [Number64] = [room]
    await ask(found, count)
    return found.slice(0, Number(count[0]))
  }

  /** The attribute as C has it. What `value` points to must outlive the call: koffi takes the buffer's own address. */
  const rawAttribute = ({ type, value }: CkAttribute) => {
    const bytes = typeof value === 'number' ? ulongBytes(value) : value
    return { type, pValue: bytes, ulValueLen: bytes.length }
  }
  const ulongBytes = (value: number): Uint8Array => {
    const buffer = Buffer.alloc(koffi.sizeof(ulong))
    buffer.writeUInt32LE(value) // every system that we know puts the low byte first
    return buffer
  }

  return {
    async initialize() {
      const mutexes = { CreateMutex: null, DestroyMutex: null, LockMutex: null, UnlockMutex: null }
      try {
        await calls.initialize({ ...mutexes, flags: ckfOsLockingOk, pReserved: null })
      } catch (error) {
        if (failedWith(error, ckr.cryptokiAlreadyInitialized)) return
        if (!failedWith(error, ckr.cantLock)) throw error
        await calls.initialize(null) // calls come one at a time anyway
      }
    },
    finalize: () => calls.finalize(null),

    async slotsWithToken() {
      // Only the question without a list makes a module look for readers that came or went (§5.5, C_GetSlotList).
      await calls.slotList(0, null, [0])
      const slots = await listOf(limits.slots, (list, length) => calls.slotList(1, list, length))
      return slots.map((slot) => ({ slot: BigInt(slot) }))
    },
    async slotDescription({ slot }) {
      const info: { slotDescription?: ArrayLike<number> } = {}
      await calls.slotInfo(slot, info)
      return textOf(info.slotDescription)
    },
    async tokenInfo({ slot }) {
      const info: Partial<RawTokenInfo> = {}
      await calls.tokenInfo(slot, info)
      return {
        label: textOf(info.label),
        serialNumber: textOf(info.serialNumber),
        flags: Number(info.flags),
        minimumPin: lengthOf(info.ulMinPinLen),
        maximumPin: lengthOf(info.ulMaxPinLen),
      }
    },
    async mechanisms({ slot }) {
      const found = await listOf(limits.mechanisms, (list, length) => calls.mechanismList(slot, list, length))
      return new Set(found.map(Number))
    },

    async openSession({ slot }) {
      const place: [Number64] = [0]
      await calls.openSession(slot, ckfSerialSession, null, null, place)
      return { session: BigInt(place[0]) }
    },
    closeSession: ({ session }) => calls.closeSession(session),
    login: ({ session }, user, pin) => calls.login(session, userTypes[user], pin ?? null, pin?.length ?? 0),
    logout: ({ session }) => calls.logout(session),

    async findObjects({ session }, template) {
      await calls.findInit(session, template.map(rawAttribute), template.length)
      try {
        const found: Number64[] = Array.from({ length: limits.objects }, () => 0)
        const count: [Number64] = [0]
        await calls.find(session, found, limits.objects, count)
        return found.slice(0, Number(count[0])).map((object) => ({ object: BigInt(object) }))
      } finally {
        await calls.findFinal(session)
      }
    },
    async attribute({ session }, { object }, type) {
      const asked: [{ type: number; pValue: Uint8Array | null; ulValueLen: Number64 }] = [
        { type, pValue: null, ulValueLen: 0 },
      ]
      try {
        await calls.getAttributes(session, object, asked, 1)
        const length = Number(asked[0].ulValueLen)
        if (length === 0 || length > limits.attribute) return undefined
        const value = new Uint8Array(length)
        await calls.getAttributes(session, object, [{ type, pValue: value, ulValueLen: length }], 1)
        return value
      } catch (error) {
        if (failedWith(error, ckr.attributeSensitive, ckr.attributeTypeInvalid)) return undefined
        throw error
      }
    },

    signInit: ({ session }, mechanism, { object }) =>
      calls.signInit(session, { mechanism, pParameter: null, ulParameterLen: 0 }, object),
    async sign({ session }, data) {
      const signature = new Uint8Array(limits.signature)
      const length: [Number64] = [signature.length]
      await calls.sign(session, data, data.length, signature, length)
      return signature.slice(0, Number(length[0]))
    },
  }
}

interface RawTokenInfo {
  readonly label: ArrayLike<number>
  readonly serialNumber: ArrayLike<number>
  readonly flags: Number64
  readonly ulMinPinLen: Number64
  readonly ulMaxPinLen: Number64
}

/** Text of a fixed length: UTF-8, filled up with blanks; some modules end it with a NUL. */
const textOf = (octets: ArrayLike<number> = []): string =>
  new TextDecoder().decode(Uint8Array.from(octets)).replace(/\0.*$/s, '').trim()

/** CK_UNAVAILABLE_INFORMATION has all bits set. */
const lengthOf = (length: Number64 | undefined): number | undefined =>
  length !== undefined && Number(length) <= 0xffff ? Number(length) : undefined
