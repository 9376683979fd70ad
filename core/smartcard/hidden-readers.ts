import type { Text } from '../i18n/text.ts'

/** A reader of another product, which the lists leave out. */
export interface HiddenReader {
  /** As PC/SC names it, whatever number follows. */
  readonly name: RegExp
  /** Why no card for the portal is expected in it. */
  readonly reason: Text
}

/**
 * Readers that are no readers: PC/SC lists them beside the real ones, and most have a “card” in them for good. A reader
 * handed through by a remote desktop is a real one elsewhere, and keeps its own name.
 */
export const hiddenReaders = {
  'windows-hello': {
    name: /^Windows Hello for Business\b/,
    reason: {
      zhTW: 'Windows Hello 企業版的虛擬讀卡機，裝的是登入這台電腦的金鑰',
      en: 'Virtual reader of Windows Hello for Business: holds the key that signs in to this computer',
    },
  },
  'virtual-smart-card': {
    name: /^Microsoft Virtual Smart Card\b/,
    reason: {
      zhTW: 'Windows 的虛擬智慧卡（TPM），不是插入的卡片',
      en: 'Virtual smart card of Windows (TPM), not a card that is put in',
    },
  },
  'sim-card': {
    name: /^Microsoft UICC ISO Reader\b/,
    reason: { zhTW: '這台電腦行動網路的 SIM 卡', en: 'SIM card of this computer’s mobile network' },
  },
  'security-key': {
    name: /^(Yubico Yubi[Kk]ey|canokeys\.org|Nitrokey)\b/,
    reason: { zhTW: '安全金鑰（FIDO），不是讀卡機', en: 'Security key (FIDO), not a reader' },
  },
} as const satisfies Record<string, HiddenReader>

export type HiddenReaderKind = keyof typeof hiddenReaders

const kinds = Object.keys(hiddenReaders) as HiddenReaderKind[]

/** Undefined for a reader that is not in the table. */
export const hiddenReaderKind = (readerName: string): HiddenReaderKind | undefined =>
  kinds.find((kind) => hiddenReaders[kind].name.test(readerName))
