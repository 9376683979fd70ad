import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { say, type Text } from '../../../core/i18n/text.ts'
import { Button } from '../../components/button.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import type { Step } from './sign-in.ts'
import { moduleStepTexts, signInTexts, stepTexts } from './sign-in-texts.ts'
import './progress.css'

/** The four stations a person can follow, and the steps in which each is the present one. */
const stations: readonly { readonly label: Text; readonly ofModule?: Text; readonly steps: readonly Step[] }[] = [
  { label: { zhTW: '讀卡機', en: 'Reader' }, steps: ['preparing', 'window-open', 'waiting-for-reader'] },
  { label: { zhTW: '卡片', en: 'Card' }, steps: ['waiting-for-card', 'authenticating-module'] },
  {
    label: { zhTW: 'PIN 碼', en: 'PIN' },
    ofModule: { zhTW: '同意', en: 'Consent' },
    steps: ['waiting-for-pin', 'waiting-for-consent'],
  },
  { label: { zhTW: '確認身分', en: 'Check' }, steps: ['signing', 'verifying'] },
]

/** What is going on while the extension works. A screen reader hears each new step. */
export function Progress({
  step,
  hasPin,
  onCancel,
}: {
  step: Step
  /** Else a security module signs, and there is a password. */
  hasPin: boolean
  onCancel: () => void
}): JSX.Element {
  const t = useTexts(signInTexts)
  const language = useLanguage()
  const present = stations.findIndex(({ steps }) => steps.includes(step))
  const heading = useRef<HTMLHeadingElement>(null)
  // the button that had the focus has gone
  useEffect(() => heading.current?.focus(), [])
  // once the card signs it is too late to stop it
  const pressable = step !== 'signing' && step !== 'verifying'
  return (
    <div class="progress" data-step={step}>
      <h2 class="visually-hidden" tabIndex={-1} ref={heading}>
        {t.working}
      </h2>
      <p class="progress-now" role="status">
        <span class="spinner" aria-hidden="true" />
        <span>{say((hasPin ? undefined : moduleStepTexts[step]) ?? stepTexts[step], language)}</span>
      </p>
      <ol class="progress-steps">
        {stations.map(({ label, ofModule }, at) => (
          <li
            key={at}
            data-step={at < present ? 'done' : at === present ? 'now' : 'later'}
            aria-current={at === present ? 'step' : undefined}
          >
            {say((hasPin ? undefined : ofModule) ?? label, language)}
          </li>
        ))}
      </ol>
      <div class="stack">
        <p>{hasPin ? t.pinSafe : t.passwordSafe}</p>
        {pressable && step !== 'preparing' && <p class="quiet">{t.windowHidden}</p>}
      </div>
      {pressable && (
        <div class="row">
          <Button onClick={onCancel}>{t.cancel}</Button>
        </div>
      )}
    </div>
  )
}
