import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { RouteAnswer, RouteRequest } from '../../../core/protocol/routes.ts'
import { formatDay } from '../../components/date-time.tsx'
import { Notice } from '../../components/notice.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { FormDialog } from './form-dialog.tsx'
import { staffTexts, vendorTexts } from './staff-texts.ts'

/** One vendor, or a new one. */
export function VendorDialog({
  vendor,
  onSave,
  onClose,
}: {
  vendor: RouteAnswer<'GET /api/staff/vendors'>['vendors'][number] | undefined
  onSave: (facts: RouteRequest<'POST /api/staff/vendors'>) => Promise<void>
  onClose: () => void
}): JSX.Element {
  const t = useTexts(vendorTexts)
  const s = useTexts(staffTexts)
  const language = useLanguage()
  const approvedBefore = vendor?.lineApprovedAt ?? ''
  const [typed, setTyped] = useState({
    name: vendor?.name ?? '',
    businessNumber: vendor?.businessNumber ?? '',
    day: approvedBefore,
  })
  const name = typed.name.trim()
  const businessNumber = typed.businessNumber.trim()
  const errors = {
    name: name === '' ? t.nameEmpty : undefined,
    businessNumber: /^\d{8}$/.test(businessNumber) ? undefined : t.numberWrong,
  }
  return (
    <FormDialog
      title={vendor ? s.changeOf(vendor.name) : t.add}
      save={s.save}
      isRight={errors.name === undefined && errors.businessNumber === undefined}
      onClose={onClose}
      onSave={() => onSave({ name, businessNumber, lineApprovedAt: typed.day || null })}
    >
      {(tried) => (
        <>
          <TextField
            id="vendor-name"
            label={t.name}
            required
            autofocus
            autocomplete="off"
            maxLength={100}
            error={tried ? errors.name : undefined}
            value={typed.name}
            onInput={(name) => setTyped({ ...typed, name })}
          />
          <TextField
            id="vendor-businessNumber"
            label={t.businessNumber}
            required
            autocomplete="off"
            maxLength={8}
            error={tried ? errors.businessNumber : undefined}
            value={typed.businessNumber}
            onInput={(businessNumber) => setTyped({ ...typed, businessNumber })}
          />
          <TextField
            id="vendor-line"
            type="date"
            label={t.lineApprovedAt}
            hint={typed.day === '' ? t.lineHint : s.day(formatDay(typed.day, language))}
            value={typed.day}
            onInput={(day) => setTyped({ ...typed, day })}
          />
          {approvedBefore !== '' && typed.day === '' && (
            <Notice tone="warning" live>
              <p>{t.losesLine}</p>
            </Notice>
          )}
        </>
      )}
    </FormDialog>
  )
}
