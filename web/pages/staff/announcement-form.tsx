import type { JSX } from 'preact'
import { say, type Text } from '../../../core/i18n/text.ts'
import {
  announcementCategories,
  announcementEntries,
  announcementKind,
  type AnnouncementField,
  type AnnouncementKind,
} from '../../../core/portal/announcements.ts'
import { authorize } from '../../../core/portal/authorize.ts'
import { catalogue } from '../../../core/portal/catalogue.ts'
import { departments } from '../../../core/portal/departments.ts'
import { divisionCodes, divisions } from '../../../core/portal/divisions.ts'
import { institutionTypes } from '../../../core/portal/institution-types.ts'
import { roles } from '../../../core/portal/roles.ts'
import type { AnnouncementDraft } from '../../../core/protocol/announcements.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import { CheckBox } from '../../components/check-box.tsx'
import { formatDay } from '../../components/date-time.tsx'
import { RichField } from '../../components/rich-field.tsx'
import { Select } from '../../components/select.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { writingTexts } from './announcement-texts.ts'

/** What an author writes and chooses, as far as the kind has it. */
export function AnnouncementForm({
  kind,
  draft,
  tried,
  view,
  onChange,
}: {
  kind: AnnouncementKind
  draft: AnnouncementDraft
  /** Whether it was tried to save it: what is wrong is told then. */
  tried: boolean
  view: SessionView
  onChange: (changes: Partial<AnnouncementDraft>) => void
}): JSX.Element {
  const t = useTexts(writingTexts)
  const language = useLanguage()
  const { fields, categories, required, action } = announcementKind(kind)
  const has = (field: AnnouncementField) => fields.includes(field)
  const needed = (field: (typeof required)[number], value: string | null) =>
    required.includes(field) && (value ?? '') === '' ? t.needed : undefined
  const dayHint = (day: string | null) => (day === null ? undefined : t.day(formatDay(day, language)))
  const scope = authorize(action, view)
  const ownDivisions = divisionCodes.filter(
    (code) => scope?.kind === 'areas' && (scope.areas === 'everywhere' || scope.areas.includes(code)),
  )
  const daysWrong = draft.untilDay !== null && draft.untilDay < draft.fromDay
  return (
    <div class="box stack">
      <RichField
        id="announcement-title"
        place="title"
        label={t.title}
        html={draft.title}
        error={tried && draft.title.replaceAll(/<[^>]*>/g, '').trim() === '' ? t.titleEmpty : undefined}
        onInput={(title) => onChange({ title })}
      />
      <RichField
        id="announcement-content"
        place="content"
        label={t.content}
        hint={t.contentHint}
        html={draft.content}
        onInput={(content) => onChange({ content })}
      />
      <TextField
        id="announcement-from"
        type="date"
        required
        label={t.fromDay}
        hint={dayHint(draft.fromDay)}
        value={draft.fromDay}
        onInput={(fromDay) => onChange({ fromDay })}
      />
      <TextField
        id="announcement-until"
        type="date"
        label={t.untilDay}
        hint={dayHint(draft.untilDay) ?? needed('untilDay', draft.untilDay)}
        error={tried && daysWrong ? t.daysWrong : undefined}
        value={draft.untilDay ?? ''}
        onInput={(untilDay) => onChange({ untilDay: untilDay || null })}
      />
      {has('department') && (
        <Choose
          id="announcement-department"
          label={t.department}
          options={departments}
          value={draft.department}
          onChange={(department) => onChange({ department })}
        />
      )}
      {has('category') && (
        <Choose
          id="announcement-category"
          label={t.category}
          options={pickFrom(announcementCategories, categories)}
          value={draft.category}
          onChange={(category) => onChange({ category })}
        />
      )}
      {has('keyword') && (
        <TextField
          id="announcement-keyword"
          label={t.keyword}
          autocomplete="off"
          maxLength={30}
          value={draft.keyword}
          onInput={(keyword) => onChange({ keyword })}
        />
      )}
      {has('entry') && (
        <Choose
          id="announcement-entry"
          label={t.entry}
          options={pickFrom(catalogue, announcementEntries)}
          value={draft.entry}
          onChange={(entry) => onChange({ entry })}
        />
      )}
      {has('division') && (
        <Choose
          id="announcement-division"
          label={t.division}
          options={pickFrom(divisions, ownDivisions)}
          value={draft.division}
          onChange={(division) => onChange({ division })}
        />
      )}
      {has('contactName') && (
        <TextField
          id="announcement-contact"
          required
          label={t.contactName}
          hint={needed('contactName', draft.contactName)}
          autocomplete="off"
          maxLength={50}
          value={draft.contactName}
          onInput={(contactName) => onChange({ contactName })}
        />
      )}
      {has('contactPhone') && (
        <TextField
          id="announcement-phone"
          required
          type="tel"
          label={t.contactPhone}
          hint={needed('contactPhone', draft.contactPhone)}
          autocomplete="off"
          maxLength={50}
          value={draft.contactPhone}
          onInput={(contactPhone) => onChange({ contactPhone })}
        />
      )}
      {has('audience') && <AudienceFields draft={draft} onChange={onChange} />}
    </div>
  )
}

/** The rows of a table of texts that have these codes. */
const pickFrom = <K extends string>(table: Readonly<Record<K, Text>>, codes: readonly K[]) =>
  Object.fromEntries(codes.map((code) => [code, table[code]])) as Readonly<Record<K, Text>>

const codesOf = <K extends string>(table: Readonly<Record<K, Text>>): K[] => Object.keys(table) as K[]

function Choose<K extends string>({
  id,
  label,
  options,
  value,
  onChange,
}: {
  id: string
  label: string
  options: Readonly<Record<K, Text>>
  value: K | null
  onChange: (value: K | null) => void
}): JSX.Element {
  const t = useTexts(writingTexts)
  const language = useLanguage()
  const codes = codesOf(options)
  return (
    <Select
      id={id}
      label={label}
      value={value ?? ''}
      options={[
        { value: '', label: t.choose },
        ...codes.map((code) => ({ value: code, label: say(options[code], language) })),
      ]}
      onChange={(chosen) => onChange(codes.find((code) => code === chosen) ?? null)}
    />
  )
}

/** 適用對象. */
function AudienceFields({
  draft: { audience },
  onChange,
}: {
  draft: AnnouncementDraft
  onChange: (changes: Partial<AnnouncementDraft>) => void
}): JSX.Element {
  const t = useTexts(writingTexts)
  const change = (changes: Partial<AnnouncementDraft['audience']>) =>
    onChange({ audience: { ...audience, ...changes } })
  return (
    <fieldset class="stack">
      <legend>{t.audience}</legend>
      <Ticks
        name="audience-types"
        label={t.types}
        options={institutionTypes}
        ticked={audience.types}
        onChange={(types) => change({ types })}
      />
      <Ticks
        name="audience-divisions"
        label={t.divisions}
        options={divisions}
        ticked={audience.divisions}
        onChange={(ticked) => change({ divisions: ticked })}
      />
      <Ticks
        name="audience-roles"
        label={t.roles}
        options={roles}
        ticked={audience.roles}
        onChange={(ticked) => change({ roles: ticked })}
      />
      <CheckBox
        name="audience-entry"
        label={t.entryUsersOnly}
        checked={audience.entryUsersOnly}
        onChange={(entryUsersOnly) => change({ entryUsersOnly })}
      />
    </fieldset>
  )
}

function Ticks<K extends string>({
  name,
  label,
  options,
  ticked,
  onChange,
}: {
  name: string
  label: string
  options: Readonly<Record<K, Text>>
  ticked: readonly K[]
  onChange: (ticked: K[]) => void
}): JSX.Element {
  const language = useLanguage()
  return (
    <fieldset>
      <legend class="quiet">{label}</legend>
      <div class="row">
        {codesOf(options).map((code) => (
          <CheckBox
            key={code}
            name={`${name}-${code}`}
            label={say(options[code], language)}
            checked={ticked.includes(code)}
            onChange={(checked) => onChange(checked ? [...ticked, code] : ticked.filter((other) => other !== code))}
          />
        ))}
      </div>
    </fieldset>
  )
}
