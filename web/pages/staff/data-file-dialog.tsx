import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { fileTypeCodes } from '../../../core/portal/file-types.ts'
import { FileButton } from '../../components/file-button.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useTexts } from '../../state/language.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { dataRequestTexts } from './data-request-texts.ts'
import { FormDialog } from './form-dialog.tsx'

/** 提供檔案: a file for one institution. */
export function DataFileDialog({
  onClose,
  onProvided,
}: {
  onClose: () => void
  onProvided: (name: string) => void
}): JSX.Element {
  const t = useTexts(dataRequestTexts)
  const call = useSignedInCall()
  const [institution, setInstitution] = useState('')
  const [description, setDescription] = useState('')
  const [file, setFile] = useState<File>()
  const isCode = /^\d{10}$/.test(institution)
  const isDescribed = description.trim() !== ''
  const save = async () => {
    if (!file) return
    const about = { institution, name: file.name, description }
    const { name } = await call('POST /api/staff/data-requests/files', about, { file })
    onProvided(name)
  }
  return (
    <FormDialog
      title={t.provide}
      save={t.provide}
      isRight={isCode && isDescribed && file !== undefined}
      onSave={save}
      onClose={onClose}
    >
      {(tried) => (
        <>
          <TextField
            id="data-file-institution"
            required
            label={t.institution}
            error={tried && !isCode ? t.institutionWrong : undefined}
            autocomplete="off"
            maxLength={10}
            value={institution}
            onInput={setInstitution}
          />
          <TextField
            id="data-file-description"
            required
            label={t.description}
            error={tried && !isDescribed ? t.descriptionEmpty : undefined}
            autocomplete="off"
            maxLength={200}
            value={description}
            onInput={setDescription}
          />
          <div class="row">
            <FileButton id="data-file" accept={fileTypeCodes.map((type) => `.${type}`).join(',')} onFile={setFile}>
              {t.choose}
            </FileButton>
            <span role="status">{file ? t.chosen(file.name) : tried && t.fileEmpty}</span>
          </div>
        </>
      )}
    </FormDialog>
  )
}
