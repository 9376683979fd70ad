import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { type Language, say, type Text } from '../../../core/i18n/text.ts'
import { emailPattern } from '../../../core/portal/contact.ts'
import { divisionCodes, divisions } from '../../../core/portal/divisions.ts'
import { institutionTypeCodes, institutionTypes } from '../../../core/portal/institution-types.ts'
import type { RouteRequest } from '../../../core/protocol/routes.ts'
import type { InstitutionRecord } from '../../../core/protocol/staff.ts'
import { CheckBox } from '../../components/check-box.tsx'
import { Notice } from '../../components/notice.tsx'
import { Select } from '../../components/select.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { FormDialog } from './form-dialog.tsx'
import { institutionTexts, staffTexts } from './staff-texts.ts'

type Change = RouteRequest<'PUT /api/staff/institutions'>

const options = <K extends string>(codes: readonly K[], table: Readonly<Record<K, Text>>, language: Language) =>
  codes.map((code) => ({ value: code, label: say(table[code], language) }))

const oneOf = <K extends string>(codes: readonly K[], value: string): K | undefined =>
  codes.find((code) => code === value)

/** Sends what was changed and nothing else. Ending a contract is ticked twice: it shuts everybody of the institution out. */
export function InstitutionDialog({
  institution,
  onSave,
  onClose,
}: {
  institution: InstitutionRecord
  onSave: (change: Change) => Promise<void>
  onClose: () => void
}): JSX.Element {
  const t = useTexts(institutionTexts)
  const s = useTexts(staffTexts)
  const language = useLanguage()
  const { code, name } = institution
  const before = institution.filesThrough?.code ?? ''
  const [type, setType] = useState(institution.type)
  const [division, setDivision] = useState(institution.division)
  const [contracted, setContracted] = useState(institution.contracted)
  const [understood, setUnderstood] = useState(false)
  const [typed, setTyped] = useState(before)
  const [email, setEmail] = useState(institution.email)
  const emailWrong = email.trim() !== '' && !emailPattern.test(email.trim())
  const filesThrough = typed.trim()
  const fault = filesThrough !== '' && (!/^\d{10}$/.test(filesThrough) || filesThrough === code)
  const endsContract = institution.contracted && !contracted
  return (
    <FormDialog
      title={s.changeOf(name)}
      save={s.save}
      isRight={!fault && !emailWrong && (!endsContract || understood)}
      onClose={onClose}
      onSave={() =>
        onSave({
          code,
          ...(type !== institution.type && { type }),
          ...(division !== institution.division && { division }),
          ...(contracted !== institution.contracted && { contracted }),
          ...(email.trim() !== institution.email && { email: email.trim() }),
          ...(filesThrough !== before && { filesThrough: filesThrough || null }),
        })
      }
    >
      {(tried) => (
        <>
          <Select
            id="institution-type"
            label={t.type}
            options={options(institutionTypeCodes, institutionTypes, language)}
            value={type}
            onChange={(value) => setType(oneOf(institutionTypeCodes, value) ?? type)}
          />
          <Select
            id="institution-division"
            label={t.division}
            options={options(divisionCodes, divisions, language)}
            value={division}
            onChange={(value) => setDivision(oneOf(divisionCodes, value) ?? division)}
          />
          <TextField
            id="institution-filesThrough"
            label={t.filesThrough}
            hint={t.filesThroughHint}
            error={tried && fault ? t.filesThroughWrong : undefined}
            autocomplete="off"
            maxLength={10}
            value={typed}
            onInput={setTyped}
          />
          <TextField
            id="institution-email"
            type="email"
            label={t.email}
            hint={t.emailHint}
            error={tried && emailWrong ? t.emailWrong : undefined}
            autocomplete="off"
            maxLength={100}
            value={email}
            onInput={setEmail}
          />
          <CheckBox
            name="institution-contracted"
            label={t.isContracted}
            checked={contracted}
            onChange={setContracted}
          />
          {endsContract && (
            <Notice tone="warning" live>
              <p>{t.endsContract(name)}</p>
              <CheckBox
                name="institution-understood"
                label={t.understood}
                checked={understood}
                onChange={setUnderstood}
              />
            </Notice>
          )}
        </>
      )}
    </FormDialog>
  )
}
