import type { JSX } from 'preact'
import { formatDay } from '../../components/date-time.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { recordTexts } from './record-texts.ts'
import { staffTexts } from './staff-texts.ts'

/** Order and days of a small record, as they are typed. */
export interface TypedTerm {
  readonly position: string
  readonly fromDay: string
  readonly untilDay: string
}

export const isPosition = (typed: string): boolean => /^\d{1,4}$/.test(typed.trim())

export const isTermRight = ({ position, fromDay, untilDay }: TypedTerm): boolean =>
  isPosition(position) && fromDay !== '' && (untilDay === '' || untilDay >= fromDay)

export const termOf = ({ position, fromDay, untilDay }: TypedTerm) => ({
  position: Number(position),
  fromDay,
  untilDay: untilDay === '' ? null : untilDay,
})

/** The fields of order and days that such records have in common. */
export function TermFields<T extends TypedTerm>({
  id,
  typed,
  tried,
  onType,
}: {
  id: string
  typed: T
  tried: boolean
  onType: (typed: T) => void
}): JSX.Element {
  const t = useTexts(recordTexts)
  const s = useTexts(staffTexts)
  const language = useLanguage()
  const { position, fromDay, untilDay } = typed
  const dayHint = (day: string) => (day === '' ? undefined : s.day(formatDay(day, language)))
  return (
    <>
      <TextField
        id={`${id}-position`}
        label={t.position}
        hint={t.positionHint}
        required
        autocomplete="off"
        maxLength={4}
        error={tried && !isPosition(position) ? t.positionWrong : undefined}
        value={position}
        onInput={(position) => onType({ ...typed, position })}
      />
      <TextField
        id={`${id}-from`}
        type="date"
        label={t.fromDay}
        required
        hint={dayHint(fromDay)}
        error={tried && fromDay === '' ? t.needed : undefined}
        value={fromDay}
        onInput={(fromDay) => onType({ ...typed, fromDay })}
      />
      <TextField
        id={`${id}-until`}
        type="date"
        label={t.untilDay}
        hint={dayHint(untilDay) ?? t.untilHint}
        error={tried && untilDay !== '' && untilDay < fromDay ? t.daysWrong : undefined}
        value={untilDay}
        onInput={(untilDay) => onType({ ...typed, untilDay })}
      />
    </>
  )
}
