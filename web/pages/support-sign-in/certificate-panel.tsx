import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { type CardType, cardTypes } from '../../../core/cards/card-types.ts'
import { rowOfError } from '../../../core/check/error-rows.ts'
import { say } from '../../../core/i18n/text.ts'
import { platforms } from '../../../core/portal/platforms.ts'
import { Button } from '../../components/button.tsx'
import { ChoiceGroup } from '../../components/choice.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { ExtensionProblem } from '../../components/extension-problem.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { Progress } from '../sign-in/progress.tsx'
import { signInTexts } from '../sign-in/sign-in-texts.ts'
import { useSignIn } from '../sign-in/use-sign-in.ts'
import type { PanelProps } from './panel-props.ts'
import { supportSignInTexts } from './support-sign-in-texts.ts'

const offered: readonly CardType[] = platforms.support.cardTypes.filter(
  (code) => cardTypes[code].proof === 'certificate',
)

/** 醫事憑證: the card of a person or of an institution, its PIN in the extension's window. */
export function CertificatePanel({ portal, onDone }: PanelProps): JSX.Element {
  const t = useTexts(supportSignInTexts)
  const own = useTexts(signInTexts)
  const language = useLanguage()
  const { extension, attempt, start, cancel, openPage } = useSignIn()
  const [cardType, setCardType] = useState<CardType>('hca-personnel')
  useEffect(() => onDone(attempt.name === 'working' ? 50 : 0), [attempt.name, onDone])

  if (attempt.name === 'working') return <Progress step={attempt.step} hasPin onCancel={cancel} />
  if (extension.name !== 'ready' && extension.name !== 'checking') {
    return (
      <>
        <p>{t.needsExtension}</p>
        <ExtensionProblem problem={extension} portal={portal} />
      </>
    )
  }
  const signIn = () => start({ cardType, reader: 'ccid', language })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    signIn()
  }
  const row = attempt.name === 'failed' ? rowOfError(attempt.error.code) : undefined
  return (
    <>
      {attempt.name === 'failed' && (
        <ErrorPanel
          error={attempt.error}
          takeFocus
          remedies={{
            retry: { label: own.signInAgain, run: signIn },
            'pair-reader': { run: () => openPage({ page: 'pairing' }) },
            'open-check': { run: () => openPage({ page: 'check', ...(row && { row }) }) },
          }}
          others={row ? ['open-check'] : []}
        />
      )}
      <form class="stack" onSubmit={submit}>
        <ChoiceGroup
          name="card"
          title={t.card}
          choices={offered.map((key) => ({ key, label: say(cardTypes[key].label, language) }))}
          chosen={cardType}
          onChoose={setCardType}
        />
        <Button kind="primary" large submit>
          {own.signIn}
        </Button>
        <p class="quiet">{own.pinHint}</p>
      </form>
    </>
  )
}
