import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { type LinkSection, linkSection, linkSectionCodes } from '../../../core/portal/links.ts'
import type { LinkRecord } from '../../../core/protocol/links.ts'
import type { RouteRequest } from '../../../core/protocol/routes.ts'
import { Select } from '../../components/select.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { FormDialog } from './form-dialog.tsx'
import { linkTexts } from './link-texts.ts'
import { isTermRight, TermFields, termOf } from './record-fields.tsx'
import { recordTexts } from './record-texts.ts'
import { staffTexts } from './staff-texts.ts'

const isAddress = (text: string) => /^https?:\/\/./.test(text) && URL.canParse(text)

/** One link, or a new one that begins on `today`. */
export function LinkDialog({
  link,
  today,
  onSave,
  onClose,
}: {
  link: LinkRecord | undefined
  today: string
  onSave: (facts: RouteRequest<'POST /api/staff/links'>) => Promise<void>
  onClose: () => void
}): JSX.Element {
  const t = useTexts(linkTexts)
  const r = useTexts(recordTexts)
  const s = useTexts(staffTexts)
  const language = useLanguage()
  const [section, setSection] = useState<LinkSection>(link?.section ?? 'systems')
  const [typed, setTyped] = useState({
    name: link?.name ?? '',
    address: link?.address ?? '',
    contact: link?.contact ?? '',
    phone: link?.phone ?? '',
    position: String(link?.position ?? 10),
    fromDay: link?.fromDay ?? today,
    untilDay: link?.untilDay ?? '',
  })
  const [name, address, contact, phone] = [typed.name, typed.address, typed.contact, typed.phone].map((it) => it.trim())
  const isLink = linkSection(section).tells === 'address'
  const errors = {
    name: name === '' ? r.needed : undefined,
    address: isLink && !isAddress(address ?? '') ? t.addressWrong : undefined,
    contact: !isLink && contact === '' ? r.needed : undefined,
    phone: !isLink && phone === '' ? r.needed : undefined,
  }
  const field = (key: keyof typeof errors, tried: boolean) => ({
    id: `link-${key}`,
    label: t[key],
    required: true,
    autocomplete: 'off' as const,
    error: tried ? errors[key] : undefined,
    value: typed[key],
    onInput: (value: string) => setTyped({ ...typed, [key]: value }),
  })
  return (
    <FormDialog
      title={link ? s.changeOf(link.name) : t.add}
      save={s.save}
      isRight={Object.values(errors).every((error) => error === undefined) && isTermRight(typed)}
      onClose={onClose}
      onSave={() =>
        onSave({
          section,
          name: name ?? '',
          address: isLink ? (address ?? '') : '',
          contact: isLink ? '' : (contact ?? ''),
          phone: isLink ? '' : (phone ?? ''),
          ...termOf(typed),
        })
      }
    >
      {(tried) => (
        <>
          <Select
            id="link-section"
            label={t.section}
            options={linkSectionCodes.map((code) => ({ value: code, label: say(linkSection(code).label, language) }))}
            value={section}
            onChange={(value) => setSection(linkSectionCodes.find((code) => code === value) ?? section)}
          />
          <TextField {...field('name', tried)} maxLength={100} />
          {isLink ? (
            <TextField {...field('address', tried)} hint={t.addressHint} maxLength={500} spellcheck={false} />
          ) : (
            <>
              <TextField {...field('contact', tried)} maxLength={50} />
              <TextField {...field('phone', tried)} maxLength={50} />
            </>
          )}
          <TermFields id="link" typed={typed} tried={tried} onType={setTyped} />
        </>
      )}
    </FormDialog>
  )
}
