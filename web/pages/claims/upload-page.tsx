import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { type ClaimsFileName, fileNameRefusals, readClaimsFileName } from '../../../core/claims/file-name.ts'
import { largestClaimsArchive } from '../../../core/claims/submission.ts'
import { say } from '../../../core/i18n/text.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import { Button } from '../../components/button.tsx'
import { CheckBox } from '../../components/check-box.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { FileButton } from '../../components/file-button.tsx'
import { Link } from '../../components/link.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useChange } from '../../state/use-change.ts'
import { ClaimsPage } from './claims-page.tsx'
import { claimsTexts } from './claims-texts.ts'
import { LocalCheckPanel } from './local-check-panel.tsx'
import { sendClaims } from './send-claims.ts'
import { nothingSaid, UploadFields, wrongFields } from './upload-fields.tsx'

/** 預檢醫療費用申報資料上傳 */
export const ClaimsUploadPage = (): JSX.Element => (
  <ClaimsPage path="/claims">{(view) => <Upload view={view} />}</ClaimsPage>
)

function Upload({ view }: { view: SessionView }): JSX.Element {
  const t = useTexts(claimsTexts)
  const { call } = useServices()
  const [said, setSaid] = useState(nothingSaid)
  const [withOrders, setWithOrders] = useState(false)
  const [file, setFile] = useState<File>()
  const [tried, setTried] = useState(false)
  const [sent, setSent] = useState<string>()
  const [progress, setProgress] = useState<{ readonly percent: number; readonly broken: boolean }>()
  const { change, run } = useChange()
  const stopped = useRef(new AbortController())
  useEffect(() => () => stopped.current.abort(), [])

  const working = change.state === 'working'
  const fault = useFileFault(file, view)
  const name = file && !fault ? nameOf(file) : undefined
  const wrong = wrongFields(said, name)
  const choose = (chosen: File) => {
    setFile(chosen)
    setSent(undefined)
    const found = nameOf(chosen)
    if (found) {
      const { feeMonth, monthMark, kind, careType } = found
      setSaid({ feeMonth, monthMark, kind, careType })
    }
  }
  const clear = () => {
    setSaid(nothingSaid)
    setWithOrders(false)
    setFile(undefined)
    setTried(false)
    setProgress(undefined)
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (!file || fault || wrong.length > 0) return
    void run(async () => {
      setProgress({ percent: 0, broken: false })
      const percentOf = (received: number) => Math.floor((100 * received) / file.size)
      await sendClaims(call, file, {
        withOrders,
        onProgress: (received) => setProgress({ percent: percentOf(received), broken: false }),
        onBroken: () => setProgress((before) => before && { ...before, broken: true }),
        signal: stopped.current.signal,
      })
      clear()
      setSent(t.sent(file.name))
    })
  }
  return (
    <>
      <DoneNotice message={sent} />
      {sent !== undefined && (
        <p>
          <Link to="/claims/receipts">{t.toReceipts}</Link>
        </p>
      )}
      <form class="box stack" noValidate onSubmit={submit} data-claims-form>
        <UploadFields said={said} tried={tried} wrong={wrong} onChange={setSaid}>
          <CheckBox name="with-orders" label={t.withOrders} checked={withOrders} onChange={setWithOrders} />
        </UploadFields>
        <div class="stack">
          <p>
            <strong>{t.file}</strong>
          </p>
          <div class="row">
            <FileButton id="claims-file" accept=".zip" disabled={working} onFile={choose}>
              {t.choose}
            </FileButton>
            <span class="claims-file">{file?.name ?? t.noFile}</span>
          </div>
          {(fault ?? (tried && !file ? t.fileNeeded : undefined)) && (
            <p class="text-field-error" role="alert">
              {fault ?? t.fileNeeded}
            </p>
          )}
        </div>
        {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
        {progress && <Progress {...progress} />}
        <div class="row">
          <Button kind="primary" submit disabled={working}>
            {change.state === 'failed' && progress && progress.percent > 0 ? t.goOn : t.upload}
          </Button>
          <Button kind="quiet" disabled={working} onClick={clear}>
            {t.clear}
          </Button>
        </div>
      </form>
      {file && name && <LocalCheckPanel key={`${file.name} ${file.lastModified}`} file={file} name={name} />}
      <Notes />
    </>
  )
}

const nameOf = (file: File): ClaimsFileName | undefined => {
  const reading = readClaimsFileName(file.name)
  return 'name' in reading ? reading.name : undefined
}

/** Why a file is not sent, by its name and size. */
function useFileFault(file: File | undefined, { institution }: SessionView): string | undefined {
  const t = useTexts(claimsTexts)
  const language = useLanguage()
  if (!file) return undefined
  const reading = readClaimsFileName(file.name)
  if ('refusal' in reading) return say(fileNameRefusals[reading.refusal], language)
  if (reading.name.institutionCode !== institution?.code) return t.otherInstitution
  return file.size > largestClaimsArchive ? t.tooLarge : undefined
}

function Progress({ percent, broken }: { percent: number; broken: boolean }): JSX.Element {
  const t = useTexts(claimsTexts)
  return (
    <div class="stack" role="status">
      <label for="claims-progress">{percent === 0 ? t.preparing : t.sending(percent)}</label>
      <progress class="claims-progress" id="claims-progress" max={100} value={percent} />
      {broken && <p>{t.waitingForLine}</p>}
    </div>
  )
}

function Notes(): JSX.Element {
  const t = useTexts(claimsTexts)
  const { loaded } = useAnswer('GET /api/claims/files', {})
  const maintenance = loaded.state === 'ready' ? loaded.value.maintenance : null
  return (
    <section class="box" aria-labelledby="claims-notes">
      <h2 id="claims-notes">{t.notes}</h2>
      <ol>
        <li>{t.noteZip}</li>
        <li>{t.noteCorrect}</li>
        <li>{t.noteFaulty}</li>
        {maintenance !== null && <li>{t.noteMaintenance(maintenance.replace('-', '–'))}</li>}
      </ol>
    </section>
  )
}
