/**
 * Where the systems' PKCS#11 modules differ (PKCS #11 v2.40 §2.1, and the headers that vendors build with): CK_ULONG is
 * C's `unsigned long`, and on Windows every structure is packed to one byte.
 */
export interface CkPlatform {
  readonly ulong: 'uint32' | 'uint64'
  readonly packed: boolean
}

export const ckPlatforms = {
  linux: { ulong: 'uint64', packed: false },
  darwin: { ulong: 'uint64', packed: false },
  win32: { ulong: 'uint32', packed: true },
} as const satisfies Record<string, CkPlatform>

/** Undefined on a system whose layout we do not know. */
export const ckPlatformOf = (system: string): CkPlatform | undefined =>
  (ckPlatforms as Readonly<Record<string, CkPlatform>>)[system]
