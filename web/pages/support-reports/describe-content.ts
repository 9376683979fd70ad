import { type Language, say, translate } from '../../../core/i18n/text.ts'
import { counties } from '../../../core/portal/counties.ts'
import type { PlacedInstitution, RegistrationView } from '../../../core/protocol/support-reports.ts'
import { inOrder, weekdays, type WeeklyHours } from '../../../core/support-reports/hours.ts'
import {
  pharmacistCases,
  professions,
  type SupportContent,
  type SupportField,
  supportFields,
  supportKinds,
} from '../../../core/support-reports/report.ts'
import { formatDay } from '../../components/date-time.tsx'
import { supportTexts } from './support-texts.ts'

/** What is known of what a content names. */
export interface ContentNames {
  readonly registrations: readonly RegistrationView[]
  readonly institutions: readonly PlacedInstitution[]
}

export const placeText = (place: PlacedInstitution, language: Language): string =>
  translate(supportTexts, language).place(place.name, place.code, say(counties[place.county], language))

export const hoursText = (weekly: readonly WeeklyHours[], language: Language): string =>
  inOrder(weekly)
    .map(({ weekday, from, until }) =>
      translate(supportTexts, language).hours(say(weekdays[weekday], language), from, until),
    )
    .join(language === 'en' ? ', ' : '、')

export function registrationText(registration: RegistrationView, language: Language): string {
  const { profession, licenseNumber, institution } = registration
  return [say(professions[profession], language), licenseNumber, placeText(institution, language)].join(' ')
}

/** What a content says, field by field, in the order of the form; empty where it says nothing. A case only a pharmacist has. */
export function describeContent(
  content: SupportContent,
  { registrations, institutions }: ContentNames,
  language: Language,
): { readonly field: SupportField; readonly name: string; readonly text: string }[] {
  const registration = registrations.find(({ id }) => id === content.registration)
  const institution = institutions.find(({ code }) => code === content.institution)
  const texts: Readonly<Record<SupportField, string | undefined>> = {
    registration: registration ? registrationText(registration, language) : '',
    institution: institution ? placeText(institution, language) : '',
    kind: content.kind ? say(supportKinds[content.kind].label, language) : '',
    pharmacistCase:
      content.pharmacistCase === null ? undefined : say(pharmacistCases[content.pharmacistCase], language),
    firstDay: content.firstDay === null ? '' : formatDay(content.firstDay, language),
    lastDay: content.lastDay === null ? '' : formatDay(content.lastDay, language),
    weekly: hoursText(content.weekly, language),
    reason: content.reason,
  }
  return (Object.entries(supportFields) as [SupportField, (typeof supportFields)[SupportField]][]).flatMap(
    ([field, label]) => {
      const text = texts[field]
      return text === undefined ? [] : [{ field, name: say(label, language), text }]
    },
  )
}
