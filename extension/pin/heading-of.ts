import type { Text } from '../../core/i18n/text.ts'
import type { PinWindowState } from '../../core/protocol/pin-window.ts'
import { readerStateTexts } from '../components/texts.ts'
import { phaseTexts, texts } from './texts.ts'

/** What is asked of the person, or going on. Nobody is told to insert a card that is there. */
export function headingOf({ phase, readers, error }: PinWindowState): Text {
  if (phase === 'waiting-for-module' && error) return texts.moduleMissing
  if (phase !== 'waiting-for-card') return phaseTexts[phase]
  if (error?.code === 'ERR_CARD_ENVIRONMENT') return texts.takeOut
  return readers.some(({ card }) => card === 'reading') ? readerStateTexts.reading : phaseTexts[phase]
}
