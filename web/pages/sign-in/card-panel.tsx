import type { JSX } from 'preact'
import { type CardType, cardTypes, type ReaderKind, readerKindLabels } from '../../../core/cards/card-types.ts'
import { say } from '../../../core/i18n/text.ts'
import { Button } from '../../components/button.tsx'
import { ChoiceGroup } from '../../components/choice.tsx'
import { FetchingPart } from '../../components/fetching-part.tsx'
import { lazy } from '../../components/lazy.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { signInTexts } from './sign-in-texts.ts'

/** Fetched by those who choose such a card. */
const ModuleNeeded = lazy(async () => (await import('./module-needed.tsx')).ModuleNeeded, FetchingPart)

interface PanelProps {
  readonly cardType: CardType
  readonly reader: ReaderKind
  /** The kinds of reader that this platform serves, in order. */
  readonly readerKinds: readonly ReaderKind[]
  readonly onReader: (reader: ReaderKind) => void
}

export const needsModule = (cardType: CardType): boolean => cardTypes[cardType].proof === 'sam-and-password'

const allows = (cardType: CardType, reader: ReaderKind) =>
  (cardTypes[cardType].readers as readonly ReaderKind[]).includes(reader)

/** The kind of reader, and the button; for a card that needs a security module, why there is none. */
export function CardPanel({
  onSignIn,
  quiet,
  alternatives,
  onCard,
  ...panel
}: PanelProps & {
  onSignIn: () => void
  /** There is a more urgent button elsewhere on the screen. */
  quiet: boolean
  /** Cards to use instead of one that cannot sign in here. */
  alternatives: readonly CardType[]
  onCard: (cardType: CardType) => void
}): JSX.Element {
  const t = useTexts(signInTexts)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    onSignIn()
  }
  if (needsModule(panel.cardType)) {
    return (
      <div class="stack">
        <ReaderChoice {...panel} />
        <ModuleNeeded alternatives={alternatives} onCard={onCard} />
      </div>
    )
  }
  return (
    <form class="stack" onSubmit={submit}>
      <ReaderChoice {...panel} />
      <div class="stack sign-in-go">
        <Button kind={quiet ? 'secondary' : 'primary'} large submit>
          {t.signIn}
        </Button>
        <p class="quiet">{t.pinHint}</p>
      </div>
    </form>
  )
}

function ReaderChoice({ cardType, reader, readerKinds, onReader }: PanelProps): JSX.Element {
  const t = useTexts(signInTexts)
  const language = useLanguage()
  const card = say(cardTypes[cardType].label, language)
  const blocked = (kind: ReaderKind) => {
    if (needsModule(cardType)) return kind === 'ccid' ? t.nhiNeedsModule : undefined
    const other = readerKinds.find((other) => other !== kind && allows(cardType, other))
    return allows(cardType, kind) || !other ? undefined : t.onlyReader(card, say(readerKindLabels[other], language))
  }
  return (
    <ChoiceGroup
      name="reader"
      title={t.chooseReader}
      choices={readerKinds.map((kind) => ({
        key: kind,
        label: say(readerKindLabels[kind], language),
        hint: kind === 'ccid' ? t.ccidHint : t.nhiHint,
        blocked: blocked(kind),
      }))}
      chosen={reader}
      onChoose={onReader}
    />
  )
}
