import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { careTypeCodes, careTypes, claimsKindCodes, claimsKindNames } from '../../../core/claims/care-types.ts'
import {
  type ClaimsFileName,
  declarations,
  fileNameRefusals,
  monthMarks,
  readClaimsFileName,
} from '../../../core/claims/file-name.ts'
import { largestClaimsArchive } from '../../../core/claims/submission.ts'
import { say, type Text } from '../../../core/i18n/text.ts'
import type { SessionView } from '../../../core/protocol/session.ts'
import { Button } from '../../components/button.tsx'
import { CheckBox } from '../../components/check-box.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Facts } from '../../components/facts.tsx'
import { Link } from '../../components/link.tsx'
import { Select } from '../../components/select.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useAnswer } from '../../state/use-answer.ts'
import { useChange } from '../../state/use-change.ts'
import { ClaimsPage } from './claims-page.tsx'
import { claimsTexts } from './claims-texts.ts'
import { checkHere, type LocalOutcome } from './local-check.ts'
import { LocalResult } from './local-result.tsx'
import { sendClaims } from './send-claims.ts'

/** 預檢醫療費用申報資料上傳 */
export const ClaimsUploadPage = (): JSX.Element => (
  <ClaimsPage path="/claims">{(view) => <Upload view={view} />}</ClaimsPage>
)

/** What is said of the file, in the fields of the form; the file's name says the same. */
type Said = Record<'feeMonth' | 'monthMark' | 'kind' | 'careType', string>

const nothingSaid: Said = { feeMonth: '', monthMark: '3', kind: '', careType: '' }

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
  const input = useRef<HTMLInputElement>(null)
  const stopped = useRef(new AbortController())
  useEffect(() => () => stopped.current.abort(), [])

  const working = change.state === 'working'
  const fault = useFileFault(file, view)
  const name = file && !fault ? nameOf(file) : undefined
  const wrong = wrongFields(said, name)
  const choose = (chosen: File | undefined) => {
    setFile(chosen)
    setSent(undefined)
    const found = chosen && nameOf(chosen)
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
        <Fields said={said} tried={tried} wrong={wrong} onChange={setSaid}>
          <CheckBox name="with-orders" label={t.withOrders} checked={withOrders} onChange={setWithOrders} />
        </Fields>
        <div class="stack">
          <p>
            <strong>{t.file}</strong>
          </p>
          <input
            ref={input}
            type="file"
            id="claims-file"
            hidden
            accept=".zip"
            onChange={(event) => {
              const [chosen] = event.currentTarget.files ?? []
              if (chosen) choose(chosen)
              event.currentTarget.value = ''
            }}
          />
          <div class="row">
            <Button disabled={working} onClick={() => input.current?.click()}>
              {t.choose}
            </Button>
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
      {file && name && <LocalCheck key={`${file.name} ${file.lastModified}`} file={file} name={name} />}
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

/** The fields that are empty, or say something else than the file's name. */
function wrongFields(said: Said, name: ClaimsFileName | undefined): (keyof Said)[] {
  const fields = Object.keys(said) as (keyof Said)[]
  return fields.filter((field) => said[field] === '' || (name !== undefined && said[field] !== name[field]))
}

function Fields({
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
  children: JSX.Element
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

/** Begins by itself: it costs nothing, and nothing leaves the computer. */
function LocalCheck({ file, name }: { file: File; name: ClaimsFileName }): JSX.Element {
  const t = useTexts(claimsTexts)
  const [percent, setPercent] = useState(0)
  const [outcome, setOutcome] = useState<LocalOutcome>()
  useEffect(() => {
    const given = new AbortController()
    const check = async () => {
      const found = await checkHere({ file, name }, { onProgress: setPercent, signal: given.signal })
      if (!given.signal.aborted) setOutcome(found)
    }
    void check()
    return () => given.abort()
  }, [])
  return (
    <section class="box stack" aria-labelledby="claims-local">
      <h2 id="claims-local">{t.localTitle}</h2>
      <p class="quiet">{t.localLead}</p>
      <div role="status" class="stack">
        {outcome ? (
          <LocalResult outcome={outcome} fileName={file.name} />
        ) : (
          <>
            <label for="claims-local-progress">{t.localWorking(percent)}</label>
            <progress class="claims-progress" id="claims-local-progress" max={100} value={percent} />
          </>
        )}
      </div>
    </section>
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
