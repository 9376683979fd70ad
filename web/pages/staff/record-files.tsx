import type { JSX } from 'preact'
import { fileTypeCodes } from '../../../core/portal/file-types.ts'
import type { AnnouncementAttachment } from '../../../core/protocol/announcements.ts'
import { Button } from '../../components/button.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { FileButton } from '../../components/file-button.tsx'
import { useTexts } from '../../state/language.ts'
import { useChange } from '../../state/use-change.ts'
import { AttachmentList } from '../announcements/attachment-list.tsx'
import { recordTexts } from './record-texts.ts'

/** The files of an announcement or a download: each is its own change, made at once. */
export function RecordFiles({
  name,
  title,
  hint,
  files,
  mayChange,
  addressOf,
  onAttach,
  onDetach,
}: {
  /** Begins the elements' ids. */
  name: string
  title: string
  /** Which files, and how many. */
  hint: string
  /** Undefined before the record was saved first. */
  files: readonly AnnouncementAttachment[] | undefined
  mayChange: boolean
  addressOf: (file: string) => Promise<string>
  /** Both reject with a CodedError, which is shown. */
  onAttach: (file: File) => Promise<void>
  onDetach: (file: string) => Promise<void>
}): JSX.Element {
  const t = useTexts(recordTexts)
  const { change, run } = useChange()
  const working = change.state === 'working'
  return (
    <section class="box stack" aria-labelledby={`${name}-files`}>
      <h2 id={`${name}-files`}>{title}</h2>
      <p class="quiet">{files ? hint : t.filesFirst}</p>
      {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
      {files && <AttachmentList attachments={files} addressOf={addressOf} />}
      {files && mayChange && (
        <>
          {files.map((file) => (
            <Button
              key={file.id}
              kind="danger"
              disabled={working}
              onClick={() => void run(async () => onDetach(file.id))}
            >
              {t.detach} {file.name}
            </Button>
          ))}
          <div class="row">
            <FileButton
              id={`${name}-file`}
              accept={fileTypeCodes.map((type) => `.${type}`).join(',')}
              disabled={working}
              onFile={(file) => void run(async () => onAttach(file))}
            >
              {working ? t.attaching : t.attach}
            </FileButton>
          </div>
        </>
      )}
    </section>
  )
}
