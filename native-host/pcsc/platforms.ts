import { pcscLite, type ScardDialect } from '../../core/pcsc/scard-constants.ts'

/**
 * Where the systems' PC/SC libraries differ. Sources: winscard.h and winsmcrd.h (Windows SDK), pcsc-lite's winscard.h,
 * wintypes.h and pcsclite.h, and Apple's PCSC.framework headers of the same names.
 */
export interface PcscPlatform extends ScardDialect {
  readonly library: string
  /** SCARDCONTEXT and SCARDHANDLE. */
  readonly handle: 'int32' | 'int64' | 'uint64'
  /** DWORD and LONG are C's `long` on pcsc-lite, and 32 bits wide elsewhere. */
  readonly dword: 'uint32' | 'uint64'
  readonly long: 'int32' | 'int64'
  /** Names of readers: UTF-8, or UTF-16 by the functions that end in W. */
  readonly text: 'str' | 'str16'
  readonly suffix: '' | 'W'
  /** SCARD_READERSTATE: Apple packs it to one byte. */
  readonly packed: boolean
  /** Its rgbAtr: MAX_ATR_SIZE, which Windows rounds up. */
  readonly rgbAtrLength: 33 | 36
  /** Whether SCardGetStatusChange wakes when a reader comes or goes (the reader name `\\?PnP?\Notification`). */
  readonly notifiesReaderList: boolean
  /** CM_IOCTL_GET_FEATURE_REQUEST: SCARD_CTL_CODE(3400). */
  readonly featureRequest: number
  /** Windows stops the service with the last reader: no service is then no reader, and no fault. */
  readonly serviceEndsWithReaders: boolean
}

export const pcscPlatforms = {
  linux: {
    library: 'libpcsclite.so.1',
    handle: 'int64',
    dword: 'uint64',
    long: 'int64',
    text: 'str',
    suffix: '',
    packed: false,
    rgbAtrLength: 33,
    ...pcscLite,
    notifiesReaderList: true,
    serviceEndsWithReaders: false,
  },
  darwin: {
    library: '/System/Library/Frameworks/PCSC.framework/PCSC',
    handle: 'int32',
    dword: 'uint32',
    long: 'int32',
    text: 'str',
    suffix: '',
    packed: true,
    rgbAtrLength: 33,
    ...pcscLite,
    notifiesReaderList: false,
    serviceEndsWithReaders: false,
  },
  win32: {
    library: 'winscard.dll',
    handle: 'uint64',
    dword: 'uint32',
    long: 'int32',
    text: 'str16',
    suffix: 'W',
    packed: false,
    rgbAtrLength: 36,
    protocolRaw: 0x10000,
    cardStates: 'numbers',
    featureRequest: 0x0031_3520,
    notifiesReaderList: true,
    serviceEndsWithReaders: true,
  },
} as const satisfies Record<string, PcscPlatform>

/** Undefined on a system that has no PC/SC we know. */
export const pcscPlatformOf = (system: string): PcscPlatform | undefined =>
  (pcscPlatforms as Readonly<Record<string, PcscPlatform>>)[system]
