import { translate, type Language } from '../../core/i18n/text.ts'
import { texts } from './texts.ts'
import { announcedAt, minutesAndSeconds, useSecondsLeft } from './use-seconds-left.ts'

/** The time until the request runs out: seen every second, spoken at two minutes, one minute, 30 and 10 seconds. */
export function TimeLeft(props: { readonly sent: { readonly secondsLeft: number }; readonly language: Language }) {
  const t = translate(texts, props.language)
  const left = useSecondsLeft(props.sent)
  const mark = announcedAt(left)
  return (
    <p class={left <= 30 ? 'time-left time-left-short' : 'time-left'}>
      <span aria-hidden="true">{t.timeLeft}</span>{' '}
      <span role="timer" aria-label={t.timeLeft} aria-live="off">
        {minutesAndSeconds(left)}
      </span>
      <span class="visually-hidden" role="status">
        {mark === undefined ? '' : mark >= 60 ? t.minutesLeft(mark / 60) : t.secondsLeft(mark)}
      </span>
    </p>
  )
}
