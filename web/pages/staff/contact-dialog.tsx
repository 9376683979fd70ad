import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { contactCategories, type ContactCategory, contactCategoryCodes } from '../../../core/portal/contacts.ts'
import { type Department, departments } from '../../../core/portal/departments.ts'
import type { ContactRecord } from '../../../core/protocol/contacts.ts'
import type { RouteRequest } from '../../../core/protocol/routes.ts'
import { Select } from '../../components/select.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { contactTexts } from './contact-texts.ts'
import { FormDialog } from './form-dialog.tsx'
import { isTermRight, TermFields, termOf } from './record-fields.tsx'
import { recordTexts } from './record-texts.ts'
import { staffTexts } from './staff-texts.ts'

const textFields = ['item', 'organization', 'unit', 'name', 'phone'] as const

/** One contact, or a new one that begins on `today`. `own` are the offices whose contacts the person keeps. */
export function ContactDialog({
  contact,
  own,
  today,
  onSave,
  onClose,
}: {
  contact: ContactRecord | undefined
  own: readonly Department[]
  today: string
  onSave: (facts: RouteRequest<'POST /api/staff/contacts'>) => Promise<void>
  onClose: () => void
}): JSX.Element {
  const t = useTexts(contactTexts)
  const r = useTexts(recordTexts)
  const s = useTexts(staffTexts)
  const language = useLanguage()
  const [category, setCategory] = useState<ContactCategory>(contact?.category ?? 'web')
  const [department, setDepartment] = useState<Department>(contact?.department ?? own[0] ?? 'information')
  const [typed, setTyped] = useState({
    item: contact?.item ?? '',
    organization: contact?.organization ?? '',
    unit: contact?.unit ?? '',
    name: contact?.name ?? '',
    phone: contact?.phone ?? '',
    position: String(contact?.position ?? 10),
    fromDay: contact?.fromDay ?? today,
    untilDay: contact?.untilDay ?? '',
  })
  const isFilled = (key: (typeof textFields)[number]) => typed[key].trim() !== ''
  return (
    <FormDialog
      title={contact ? s.changeOf(contact.name) : t.add}
      save={s.save}
      isRight={textFields.every(isFilled) && isTermRight(typed)}
      onClose={onClose}
      onSave={() =>
        onSave({
          category,
          item: typed.item.trim(),
          organization: typed.organization.trim(),
          unit: typed.unit.trim(),
          name: typed.name.trim(),
          phone: typed.phone.trim(),
          department,
          ...termOf(typed),
        })
      }
    >
      {(tried) => (
        <>
          <Select
            id="contact-category"
            label={t.category}
            options={contactCategoryCodes.map((value) => ({
              value,
              label: say(contactCategories[value].label, language),
            }))}
            value={category}
            onChange={(value) => setCategory(contactCategoryCodes.find((code) => code === value) ?? category)}
          />
          {textFields.map((key) => (
            <TextField
              key={key}
              id={`contact-${key}`}
              label={t[key]}
              required
              autocomplete="off"
              maxLength={50}
              error={tried && !isFilled(key) ? r.needed : undefined}
              value={typed[key]}
              onInput={(value) => setTyped({ ...typed, [key]: value })}
            />
          ))}
          <Select
            id="contact-department"
            label={t.department}
            options={own.map((value) => ({ value, label: say(departments[value], language) }))}
            value={department}
            onChange={(value) => setDepartment(own.find((code) => code === value) ?? department)}
          />
          <TermFields id="contact" typed={typed} tried={tried} onType={setTyped} />
        </>
      )}
    </FormDialog>
  )
}
