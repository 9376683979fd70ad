import type { ComponentChildren } from 'preact'
import { type CardType, cardTypes } from '../../core/cards/card-types.ts'
import type { SerializedError } from '../../core/errors/coded-error.ts'
import { errorRow } from '../../core/errors/error-table.ts'
import { fillIn, say, type Language, type Text } from '../../core/i18n/text.ts'
import { CardIcon, ReaderIcon } from './icons.tsx'
import { readerStateTexts } from './texts.ts'
import './reader-line.css'

/** As its owner can read it on the module: by the end of its code. */
const moduleLabel = (code: string): Text => ({
  zhTW: `安全模組 …${code.slice(-4)}`,
  en: `Security module …${code.slice(-4)}`,
})
/** Of a card that names its holder the end is enough to know it by. */
const cardNumber = (number: string, cardType: CardType | undefined): Text =>
  cardType && cardTypes[cardType].proof === 'sam-and-password'
    ? { zhTW: `卡號末四碼 ${number.slice(-4)}`, en: `Card number ends in ${number.slice(-4)}` }
    : { zhTW: `卡號 ${number}`, en: `Card number ${number}` }

export interface LineReader {
  readonly readerName: string
  readonly card: keyof typeof readerStateTexts
  readonly cardType?: CardType | undefined
  readonly cardSn?: string | undefined
  /** The code of a security module. */
  readonly module?: string | undefined
  /** Why it cannot be used. */
  readonly error?: SerializedError | undefined
}

/** A reader and what is in it, as every screen of the extension shows it. */
export function ReaderLine(props: {
  readonly reader: LineReader
  readonly language: Language
  readonly children?: ComponentChildren
}) {
  const { reader, language } = props
  const { card, cardType, cardSn, module, readerName, error } = reader
  const known = module === undefined ? cardType && cardTypes[cardType].label : moduleLabel(module)
  return (
    <div class="reader-line" data-card={card}>
      {card === 'usable' ? <CardIcon /> : <ReaderIcon />}
      <div>
        {/* The kind of card when it is known, whatever may be wrong with it; else the state of the reader. */}
        <p class="reader-card">{say(known ?? readerStateTexts[card], language)}</p>
        {cardSn !== undefined && (
          <p class="reader-number" translate={false}>
            {say(cardNumber(cardSn, cardType), language)}
          </p>
        )}
        <p class="reader-name">{readerName}</p>
        {error && <ReaderRefusal error={error} language={language} />}
        {props.children}
      </div>
    </div>
  )
}

/** Heading and cause are the same for many readers; what helps here is the cause and what to do about it. */
export function ReaderRefusal({ error, language }: { readonly error: SerializedError; readonly language: Language }) {
  const { cause, remedy } = errorRow(error.code)
  return (
    <p class="reader-refusal" data-code={error.code}>
      {fillIn(say(cause, language), error.details)}
      {language === 'en' ? ' ' : ''}
      {fillIn(say(remedy, language), error.details)}
    </p>
  )
}
