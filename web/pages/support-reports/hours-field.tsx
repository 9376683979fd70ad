import type { JSX } from 'preact'
import { say } from '../../../core/i18n/text.ts'
import { weekdayCodes, weekdays, type WeeklyHours } from '../../../core/support-reports/hours.ts'
import { mostHours } from '../../../core/support-reports/report.ts'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { Select } from '../../components/select.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { ownTexts } from './support-reports-texts.ts'

/** A field for times knows no 24:00: midnight at an end is 00:00 there. */
const toTyped = (hour: string): string => (hour === '24:00' ? '00:00' : hour)
const fromTyped = (hour: string): string => (hour === '00:00' ? '24:00' : hour)

const first: WeeklyHours = { weekday: 1, from: '09:00', until: '12:00' }

/** Ranges of hours of a week: as many as are needed. */
export function HoursField({
  hours,
  error,
  onChange,
}: {
  hours: readonly WeeklyHours[]
  error: string | undefined
  onChange: (hours: readonly WeeklyHours[]) => void
}): JSX.Element {
  const o = useTexts(ownTexts)
  const language = useLanguage()
  const change = (at: number, part: Partial<WeeklyHours>) =>
    onChange(hours.map((row, index) => (index === at ? { ...row, ...part } : row)))
  return (
    <fieldset aria-describedby={error === undefined ? undefined : 'hours-error'}>
      <legend class="choices-title">{o.hours}</legend>
      {hours.map(({ weekday, from, until }, at) => (
        <div class="support-hours" key={at} data-hours={at}>
          <Select
            id={`hours-${at}-weekday`}
            label={o.weekday(at + 1)}
            options={weekdayCodes.map((code) => ({ value: String(code), label: say(weekdays[code], language) }))}
            value={String(weekday)}
            onChange={(value) => change(at, { weekday: weekdayCodes.find((code) => String(code) === value) ?? 1 })}
          />
          <TextField
            id={`hours-${at}-from`}
            type="time"
            label={o.from(at + 1)}
            required
            value={from}
            onInput={(value) => change(at, { from: value })}
          />
          <TextField
            id={`hours-${at}-until`}
            type="time"
            label={o.until(at + 1)}
            required
            value={toTyped(until)}
            onInput={(value) => change(at, { until: fromTyped(value) })}
          />
          <Button
            kind="danger"
            label={o.removeHoursOf(at + 1)}
            onClick={() => onChange(hours.filter((_, index) => index !== at))}
          >
            {o.removeHours}
          </Button>
        </div>
      ))}
      {error !== undefined && (
        <p class="text-field-error" id="hours-error">
          <Icon name="danger" />
          {error}
        </p>
      )}
      {hours.length < mostHours && (
        <p>
          <Button onClick={() => onChange([...hours, hours.at(-1) ?? first])}>{o.addHours}</Button>
        </p>
      )}
    </fieldset>
  )
}
