import type { PinWindowReader, PinWindowState } from '../../../core/protocol/pin-window.ts'

export const usableReader: PinWindowReader = {
  readerName: 'InfoThink IT-500U',
  card: 'usable',
  cardType: 'hca-personnel',
  cardSn: '000012345678',
}

export const otherReader: PinWindowReader = { ...usableReader, readerName: 'Castles EZ100PU', cardSn: '000087654321' }

export const refusedReader: PinWindowReader = {
  readerName: 'Ordinary CCID',
  card: 'unusable',
  error: { code: 'ERR_READER_PROTECTED_CLASS', message: 'class 0x0B', details: { reader: 'Ordinary CCID' } },
}

/** The state that the most is shown of; `changes` make the others. */
export const pinState = (changes: Partial<PinWindowState> = {}): PinWindowState => ({
  flow: 'flow-1',
  phase: 'waiting-for-pin',
  origin: 'https://medvpn.nhi.gov.tw',
  purpose: 'login',
  confirm: null,
  cardType: 'hca-personnel',
  language: 'zh-TW',
  readers: [usableReader],
  chosenReader: usableReader.readerName,
  triesLeft: 3,
  pinOnReader: false,
  pinLength: { minimum: 6, maximum: 8 },
  module: null,
  modules: [],
  holder: null,
  secondsLeft: 272,
  error: null,
  canRestart: false,
  ...changes,
})
