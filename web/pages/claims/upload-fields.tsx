import type { ComponentChildren, JSX } from 'preact'
import { careTypeCodes, careTypes, claimsKindCodes, claimsKindNames } from '../../../core/claims/care-types.ts'
import { type ClaimsFileName, declarations, monthMarks } from '../../../core/claims/file-name.ts'
import { say, type Text } from '../../../core/i18n/text.ts'
import { Facts } from '../../components/facts.tsx'
import { Select } from '../../components/select.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { claimsTexts } from './claims-texts.ts'

/** What is said of the file, in the fields of the form; the file's name says the same. */
export type Said = Record<'feeMonth' | 'monthMark' | 'kind' | 'careType', string>

export const nothingSaid: Said = { feeMonth: '', monthMark: '3', kind: '', careType: '' }

/** The fields that are empty, or say something else than the file's name. */
export function wrongFields(said: Said, name: ClaimsFileName | undefined): (keyof Said)[] {
  const fields = Object.keys(said) as (keyof Said)[]
  return fields.filter((field) => said[field] === '' || (name !== undefined && said[field] !== name[field]))
}

/** The form's fields; `children` stand beside 申報類別. */
export function UploadFields({
  said,
  tried,
  wrong,
  onChange,
  children,
}: {
  said: Said
  tried: boolean
  wrong: readonly (keyof Said)[]
  onChange: (said: Said) => void
  children: ComponentChildren
}): JSX.Element {
  const t = useTexts(claimsTexts)
  const language = useLanguage()
  const ofKind = claimsKindCodes.find((code) => code === said.kind)
  const types = careTypeCodes
    .filter((code) => ofKind === undefined || careTypes[code].kind === ofKind)
    .map((code) => [code, careTypes[code]] as const)
  const options = (rows: readonly (readonly [string, Text])[]) => [
    { value: '', label: t.pick },
    ...rows.map(([value, label]) => ({ value, label: `${value} ${say(label, language)}` })),
  ]
  const faultOf = (field: keyof Said, label: string) =>
    tried && wrong.includes(field) ? (
      <p class="text-field-error" role="alert">
        {t.differs(label)}
      </p>
    ) : null
  const set = (field: keyof Said) => (value: string) => onChange({ ...said, [field]: value })
  return (
    <div class="claims-fields">
      <div>
        <Facts facts={[[t.declaration, say(declarations['1'], language)]]} />
        {children}
      </div>
      <Facts facts={[[t.format, t.formatXml]]} />
      <TextField
        id="fee-month"
        label={t.feeMonth}
        hint={t.feeMonthHint}
        required
        autocomplete="off"
        maxLength={5}
        value={said.feeMonth}
        error={tried && wrong.includes('feeMonth') ? t.feeMonthWrong : undefined}
        onInput={set('feeMonth')}
      />
      <Facts facts={[[t.charset, 'BIG5']]} />
      <div>
        <Select
          id="month-mark"
          label={t.monthMark}
          options={options(Object.entries<Text>(monthMarks))}
          value={said.monthMark}
          onChange={set('monthMark')}
        />
        {faultOf('monthMark', t.monthMark)}
      </div>
      <Facts facts={[[t.packing, 'ZIP']]} />
      <div>
        <Select
          id="claims-kind"
          label={t.kind}
          options={[
            { value: '', label: t.pick },
            ...claimsKindCodes.map((value) => ({ value, label: say(claimsKindNames[value], language) })),
          ]}
          value={said.kind}
          onChange={(kind) => onChange({ ...said, kind, careType: '' })}
        />
        {faultOf('kind', t.kind)}
      </div>
      <div>
        <Select
          id="care-type"
          label={t.careType}
          options={options(types)}
          value={said.careType}
          onChange={set('careType')}
        />
        {faultOf('careType', t.careType)}
      </div>
    </div>
  )
}
