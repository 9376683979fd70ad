import koffi from 'koffi'
import type { CkPlatform } from './ck-platforms.ts'

/** The functions of CK_FUNCTION_LIST in their order, as far as they are used: what comes after them is not read. */
export const ckFunctionNames = [
  'C_Initialize',
  'C_Finalize',
  'C_GetInfo',
  'C_GetFunctionList',
  'C_GetSlotList',
  'C_GetSlotInfo',
  'C_GetTokenInfo',
  'C_GetMechanismList',
  'C_GetMechanismInfo',
  'C_InitToken',
  'C_InitPIN',
  'C_SetPIN',
  'C_OpenSession',
  'C_CloseSession',
  'C_CloseAllSessions',
  'C_GetSessionInfo',
  'C_GetOperationState',
  'C_SetOperationState',
  'C_Login',
  'C_Logout',
  'C_CreateObject',
  'C_CopyObject',
  'C_DestroyObject',
  'C_GetObjectSize',
  'C_GetAttributeValue',
  'C_SetAttributeValue',
  'C_FindObjectsInit',
  'C_FindObjects',
  'C_FindObjectsFinal',
  'C_EncryptInit',
  'C_Encrypt',
  'C_EncryptUpdate',
  'C_EncryptFinal',
  'C_DecryptInit',
  'C_Decrypt',
  'C_DecryptUpdate',
  'C_DecryptFinal',
  'C_DigestInit',
  'C_Digest',
  'C_DigestUpdate',
  'C_DigestKey',
  'C_DigestFinal',
  'C_SignInit',
  'C_Sign',
] as const
export type CkFunctionName = (typeof ckFunctionNames)[number]

/** The structures of pkcs11t.h and pkcs11f.h, as a platform lays them out. */
export function ckTypes({ ulong, packed }: CkPlatform) {
  const struct = packed ? koffi.pack : koffi.struct
  const text = (length: number) => koffi.array('uint8', length)
  const version = { major: 'uint8', minor: 'uint8' }
  return {
    functionList: struct({ version: struct(version), ...byName(ckFunctionNames, 'void *') }),
    initializeArgs: struct({
      CreateMutex: 'void *',
      DestroyMutex: 'void *',
      LockMutex: 'void *',
      UnlockMutex: 'void *',
      flags: ulong,
      pReserved: 'void *',
    }),
    slotInfo: struct({
      slotDescription: text(64),
      manufacturerID: text(32),
      flags: ulong,
      hardwareVersion: struct(version),
      firmwareVersion: struct(version),
    }),
    tokenInfo: struct({
      label: text(32),
      manufacturerID: text(32),
      model: text(16),
      serialNumber: text(16),
      flags: ulong,
      ulMaxSessionCount: ulong,
      ulSessionCount: ulong,
      ulMaxRwSessionCount: ulong,
      ulRwSessionCount: ulong,
      ulMaxPinLen: ulong,
      ulMinPinLen: ulong,
      ulTotalPublicMemory: ulong,
      ulFreePublicMemory: ulong,
      ulTotalPrivateMemory: ulong,
      ulFreePrivateMemory: ulong,
      hardwareVersion: struct(version),
      firmwareVersion: struct(version),
      utcTime: text(16),
    }),
    attribute: struct({ type: ulong, pValue: 'void *', ulValueLen: ulong }),
    mechanism: struct({ mechanism: ulong, pParameter: 'void *', ulParameterLen: ulong }),
  }
}

const byName = <N extends string>(names: readonly N[], type: string) =>
  Object.fromEntries(names.map((name) => [name, type])) as Record<N, string>
