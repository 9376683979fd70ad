/** Opaque: CK_SLOT_ID, CK_SESSION_HANDLE and CK_OBJECT_HANDLE. */
export type CkSlot = { readonly slot: bigint }
export type CkSession = { readonly session: bigint }
export type CkObject = { readonly object: bigint }

/** CK_ATTRIBUTE of a search: a number is a CK_ULONG. */
export interface CkAttribute {
  readonly type: number
  readonly value: number | Uint8Array
}

export interface CkTokenInfo {
  readonly label: string
  readonly serialNumber: string
  readonly flags: number
  /** Undefined where the module does not say. */
  readonly minimumPin: number | undefined
  readonly maximumPin: number | undefined
}

/**
 * A vendor's PKCS#11 module. No call blocks the event loop; each that fails throws CkError. Calls are made one after
 * another: not every module bears two at once.
 */
export interface Cryptoki {
  initialize(): Promise<void>
  finalize(): Promise<void>
  slotsWithToken(): Promise<CkSlot[]>
  slotDescription(slot: CkSlot): Promise<string>
  tokenInfo(slot: CkSlot): Promise<CkTokenInfo>
  mechanisms(slot: CkSlot): Promise<ReadonlySet<number>>
  openSession(slot: CkSlot): Promise<CkSession>
  closeSession(session: CkSession): Promise<void>
  /** `pin` undefined: entered on the device. Stays its owner's to overwrite. */
  login(session: CkSession, user: 'user' | 'contextSpecific', pin: Uint8Array | undefined): Promise<void>
  logout(session: CkSession): Promise<void>
  findObjects(session: CkSession, template: readonly CkAttribute[]): Promise<CkObject[]>
  /** Undefined for an attribute that the object does not have, or does not show. */
  attribute(session: CkSession, object: CkObject, type: number): Promise<Uint8Array | undefined>
  signInit(session: CkSession, mechanism: number, key: CkObject): Promise<void>
  sign(session: CkSession, data: Uint8Array): Promise<Uint8Array>
}
