import koffi from 'koffi'
import type { PcscPlatform } from './platforms.ts'

/** The two structures of winscard.h, as a platform lays them out. */
export function scardTypes({ dword, text, packed, rgbAtrLength }: PcscPlatform) {
  const struct = packed ? koffi.pack : koffi.struct
  return {
    readerState: struct({
      szReader: text,
      pvUserData: 'void *',
      dwCurrentState: dword,
      dwEventState: dword,
      cbAtr: dword,
      rgbAtr: koffi.array('uint8', rgbAtrLength),
    }),
    ioRequest: koffi.struct({ dwProtocol: dword, cbPciLength: dword }),
  }
}
