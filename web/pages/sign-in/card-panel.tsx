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
const ModulePanel = lazy(async () => (await import('./module-panel.tsx')).ModulePanel, FetchingPart)

interface PanelProps {
  readonly cardType: CardType
  readonly reader: ReaderKind
  /** The kinds of reader that this platform serves, in order. */
  readonly readerKinds: readonly ReaderKind[]
  /** An NHI card signs in beside a cloud module, in a chip-card reader. */
  readonly cloudModule: boolean
  readonly onReader: (reader: ReaderKind) => void
}

/** It has no key: a security module and its holder's password sign in. */
export const needsModule = (cardType: CardType): boolean => cardTypes[cardType].proof === 'sam-and-password'

const isSwitchedOff = (cardType: CardType, reader: ReaderKind, cloudModule: boolean) =>
  needsModule(cardType) && reader === 'ccid' && !cloudModule

export const allowsReader = (cardType: CardType, reader: ReaderKind, cloudModule: boolean): boolean =>
  (cardTypes[cardType].readers as readonly ReaderKind[]).includes(reader) &&
  !isSwitchedOff(cardType, reader, cloudModule)

/** The kind of reader, and the button; for a card without a key its holder's password too. */
export function CardPanel({
  onSignIn,
  quiet,
  password,
  onPassword,
  onModules,
  ...panel
}: PanelProps & {
  onSignIn: () => void
  /** There is a more urgent button elsewhere on the screen. */
  quiet: boolean
  password: string
  onPassword: (password: string) => void
  /** Opens the extension's page of cloud modules. */
  onModules: () => void
}): JSX.Element {
  const t = useTexts(signInTexts)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    onSignIn()
  }
  if (needsModule(panel.cardType)) {
    const { reader } = panel
    return (
      <ModulePanel {...{ reader, password, quiet, onPassword, onSignIn, onModules }}>
        <ReaderChoice {...panel} />
      </ModulePanel>
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

function ReaderChoice({ cardType, reader, readerKinds, cloudModule, onReader }: PanelProps): JSX.Element {
  const t = useTexts(signInTexts)
  const language = useLanguage()
  const card = say(cardTypes[cardType].label, language)
  const blocked = (kind: ReaderKind) => {
    if (isSwitchedOff(cardType, kind, cloudModule)) return t.nhiNeedsReader
    const other = readerKinds.find((other) => other !== kind && allowsReader(cardType, other, cloudModule))
    return allowsReader(cardType, kind, cloudModule) || !other
      ? undefined
      : t.onlyReader(card, say(readerKindLabels[other], language))
  }
  return (
    <ChoiceGroup
      name="reader"
      title={t.chooseReader}
      choices={readerKinds.map((kind) => ({
        key: kind,
        label: say(readerKindLabels[kind], language),
        hint: kind === 'nhi' ? t.nhiHint : needsModule(cardType) ? t.cloudHint : t.ccidHint,
        blocked: blocked(kind),
      }))}
      chosen={reader}
      onChoose={onReader}
    />
  )
}
