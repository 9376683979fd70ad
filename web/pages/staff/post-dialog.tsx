import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { isIdNumber } from '../../../core/portal/id-number.ts'
import { areasOf } from '../../../core/portal/staff-areas.ts'
import { type StaffRole, staffRoleCodes, staffRoles } from '../../../core/portal/staff-roles.ts'
import type { RouteRequest } from '../../../core/protocol/routes.ts'
import { Select } from '../../components/select.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { FormDialog } from './form-dialog.tsx'
import { postTexts } from './staff-texts.ts'

type NewPost = RouteRequest<'POST /api/staff/posts'>

const isRole = (code: string): code is StaffRole => Object.hasOwn(staffRoles, code)

/** Who is given a post, and where it holds. */
export function PostDialog({
  onSave,
  onClose,
}: {
  onSave: (post: NewPost) => Promise<void>
  onClose: () => void
}): JSX.Element {
  const t = useTexts(postTexts)
  const language = useLanguage()
  const [typed, setTyped] = useState({ idNumber: '', name: '' })
  const [place, setPlace] = useState<{ role: StaffRole; area: string }>({ role: 'division', area: 'taipei' })
  const idNumber = typed.idNumber.trim().toUpperCase()
  const name = typed.name.trim()
  const errors = {
    idNumber: isIdNumber(idNumber) ? undefined : t.idNumberWrong,
    name: name === '' ? t.nameEmpty : undefined,
  }
  const areas = Object.entries(areasOf(place.role))
  return (
    <FormDialog
      title={t.add}
      save={t.give}
      isRight={errors.idNumber === undefined && errors.name === undefined}
      onSave={() => onSave({ idNumber, name, ...place })}
      onClose={onClose}
    >
      {(tried) => (
        <>
          <TextField
            id="post-idNumber"
            label={t.idNumber}
            hint={t.idNumberHint}
            error={tried ? errors.idNumber : undefined}
            required
            autofocus
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            maxLength={20}
            value={typed.idNumber}
            onInput={(idNumber) => setTyped({ ...typed, idNumber })}
          />
          <TextField
            id="post-name"
            label={t.name}
            error={tried ? errors.name : undefined}
            required
            autocomplete="off"
            maxLength={50}
            value={typed.name}
            onInput={(name) => setTyped({ ...typed, name })}
          />
          <Select
            id="post-role"
            label={t.role}
            options={staffRoleCodes.map((role) => ({ value: role, label: say(staffRoles[role].label, language) }))}
            value={place.role}
            onChange={(role) => isRole(role) && setPlace({ role, area: Object.keys(areasOf(role))[0] ?? '' })}
          />
          {areas.length > 1 && (
            <Select
              id="post-area"
              label={t.area}
              options={areas.map(([code, label]) => ({ value: code, label: say(label, language) }))}
              value={place.area}
              onChange={(area) => setPlace({ ...place, area })}
            />
          )}
        </>
      )}
    </FormDialog>
  )
}
