/** Numbers of pkcs11t.h (PKCS #11 v2.40), the same on every system. */

export const ckrOk = 0
/** Return values that are acted upon; what the others mean stands in ck-errors.ts. */
export const ckr = {
  cantLock: 0x00a,
  keyTypeInconsistent: 0x063,
  keyFunctionNotPermitted: 0x068,
  mechanismInvalid: 0x070,
  mechanismParamInvalid: 0x071,
  pinIncorrect: 0x0a0,
  pinInvalid: 0x0a1,
  pinLenRange: 0x0a2,
  userAlreadyLoggedIn: 0x100,
  attributeSensitive: 0x011,
  attributeTypeInvalid: 0x012,
  bufferTooSmall: 0x150,
  cryptokiAlreadyInitialized: 0x191,
} as const

/** CK_C_INITIALIZE_ARGS. */
export const ckfOsLockingOk = 0x002

/** CK_TOKEN_INFO. */
export const tokenFlags = {
  loginRequired: 0x0004,
  protectedAuthenticationPath: 0x0100,
  tokenInitialized: 0x0400,
  userPinCountLow: 0x01_0000,
  userPinFinalTry: 0x02_0000,
  userPinLocked: 0x04_0000,
} as const

/** CK_SESSION_INFO: every session is read-only, and this flag must be set. */
export const ckfSerialSession = 0x004

export const userTypes = { user: 1, contextSpecific: 2 } as const

export const cka = {
  class: 0x000,
  value: 0x011,
  certificateType: 0x080,
  id: 0x102,
  alwaysAuthenticate: 0x202,
} as const
export const objectClasses = { certificate: 1, privateKey: 3 } as const
export const ckcX509 = 0

export const ckm = { rsaPkcs: 0x0001, sha256RsaPkcs: 0x0040, ecdsa: 0x1041, ecdsaSha256: 0x1044 } as const
