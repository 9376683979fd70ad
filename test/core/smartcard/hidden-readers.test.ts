import { expect, test } from 'vitest'
import { hiddenReaderKind } from '../../../core/smartcard/hidden-readers.ts'

/** Names as PC/SC gave them on computers in use. */
test.each([
  ['Windows Hello for Business 1', 'windows-hello'],
  ['Windows Hello for Business', 'windows-hello'],
  ['Microsoft Virtual Smart Card 0', 'virtual-smart-card'],
  ['Microsoft UICC ISO Reader 3f873476 0', 'sim-card'],
  ['Yubico YubiKey OTP+FIDO+CCID 0', 'security-key'],
  ['Yubico Yubikey 4 OTP+U2F+CCID 00 00', 'security-key'],
  ['canokeys.org OpenPGP PIV OATH 0', 'security-key'],
  ['Generic EMV Smartcard Reader 0', undefined],
  ['Alcor Micro USB Smart Card Reader 0', undefined],
  ['Microsoft IFD 0', undefined],
  ['Castles EZ100PU 0', undefined],
  ['InfoThink IT-500U 0 (TSClient)', undefined],
])('%s is %s', (readerName, kind) => {
  expect(hiddenReaderKind(readerName)).toBe(kind)
})
