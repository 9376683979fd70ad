import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { say } from '../../../core/i18n/text.ts'
import { daysAfter, taiwanDay } from '../../../core/portal/taiwan-day.ts'
import type { PlacedInstitution, SupportReportView } from '../../../core/protocol/support-reports.ts'
import { hourPattern } from '../../../core/support-reports/hours.ts'
import {
  faultsOf,
  formSteps,
  longestReason,
  pharmacistCaseCodes,
  pharmacistCases,
  professions,
  type SupportContent,
  type SupportFaults,
  supportFaults,
  type SupportField,
  supportKindCodes,
  supportKinds,
} from '../../../core/support-reports/report.ts'
import { rulesOfWeight } from '../../../core/support-reports/rules.ts'
import { isChange } from '../../../core/support-reports/states.ts'
import { Button } from '../../components/button.tsx'
import { CheckBox } from '../../components/check-box.tsx'
import { ChoiceGroup } from '../../components/choice.tsx'
import { formatDay } from '../../components/date-time.tsx'
import { DoneNotice } from '../../components/done-notice.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { Icon } from '../../components/icon.tsx'
import { Notice } from '../../components/notice.tsx'
import { TextArea } from '../../components/text-area.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useLanguage, useTexts } from '../../state/language.ts'
import { useServices } from '../../state/services.ts'
import { useChange } from '../../state/use-change.ts'
import { useFocusOnFault } from '../../state/use-focus-on-fault.ts'
import { useSignedInCall } from '../../state/use-signed-in-call.ts'
import { RecordFiles } from '../staff/record-files.tsx'
import { placeText } from './describe-content.ts'
import { HoursField } from './hours-field.tsx'
import { InstitutionField } from './institution-field.tsx'
import { LawPart, ReportFacts } from './report-parts.tsx'
import { ownTexts } from './support-reports-texts.ts'
import { supportTexts } from './support-texts.ts'

interface StepProps {
  readonly report: SupportReportView
  readonly content: SupportContent
  /** What is wrong with a field, once it was tried. */
  readonly wrong: (field: SupportField) => string | undefined
  readonly write: (part: Partial<SupportContent>) => void
}

/** A draft, or a report that is mended or changed, step by step. What is written is kept on the server at each step. */
export function ReportForm({
  report,
  onChange,
  onSent,
}: {
  report: SupportReportView
  onChange: (report: SupportReportView) => void
  onSent: (report: SupportReportView) => void
}): JSX.Element {
  const o = useTexts(ownTexts)
  const language = useLanguage()
  const call = useSignedInCall()
  const [content, setContent] = useState<SupportContent>(report.content)
  const [places, setPlaces] = useState<readonly PlacedInstitution[]>(report.institutions)
  const [step, setStep] = useState(() => firstOpenStep(report.faults))
  const [tried, setTried] = useState(0)
  const [done, setDone] = useState<string>()
  const [knows, setKnows] = useState(false)
  const { change, run } = useChange()
  const form = useRef<HTMLFormElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useFocusOnFault(form, tried)
  const working = change.state === 'working'
  const { id, version } = report
  const profession = report.registrations.find((it) => it.id === content.registration)?.profession
  const faults = faultsOf(content, profession)
  const here = formSteps[step] ?? formSteps[0]
  const isLast = step === formSteps.length - 1
  const isWritable = content.weekly.every(({ from, until }) => hourPattern.test(from) && hourPattern.test(until))

  const wrong = (field: SupportField) => {
    const fault = tried > 0 ? faults[field] : undefined
    return fault && say(supportFaults[fault], language)
  }
  const write = (part: Partial<SupportContent>) => {
    setDone(undefined)
    setContent((before) => ({ ...before, ...part }))
  }
  const save = async (): Promise<SupportReportView> => {
    const weekly = content.weekly.map((hours) => ({ ...hours }))
    const saved = await call('PUT /api/support-reports', { id, version, content: { ...content, weekly } })
    onChange(saved)
    return saved
  }
  const go = (to: number) => {
    setTried(0)
    setStep(to)
    setKnows(false)
    heading.current?.focus()
  }
  /** Half a time cannot be kept: it is said what is wrong instead. */
  const keep = (then: () => void) => {
    if (!isWritable) return setTried(tried + 1)
    void run(async () => {
      await save()
      then()
    })
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const fields: readonly SupportField[] = here.fields
    if (fields.some((field) => faults[field] !== undefined)) return setTried(tried + 1)
    if (!isLast) return keep(() => go(step + 1))
    void run(async () => {
      onSent(
        await call('POST /api/support-reports/move', { id, version, move: 'send', reason: null, knowsWarnings: knows }),
      )
    })
  }
  const props: StepProps = { report: { ...report, institutions: [...places] }, content, wrong, write }
  const open = formSteps.flatMap(({ fields, label }) =>
    (fields as readonly SupportField[]).some((field) => faults[field] !== undefined) ? [say(label, language)] : [],
  )
  return (
    <>
      {report.reason !== null && !isChange(report.state) && (
        <Notice tone="warning">
          <p>{o.returnedLead(report.reason)}</p>
        </Notice>
      )}
      {isChange(report.state) && (
        <Notice>
          <p>{report.reason === null ? o.changeLead : o.returnedLead(report.reason)}</p>
        </Notice>
      )}
      <nav aria-label={o.steps}>
        <ol class="support-steps">
          {formSteps.map(({ key, label }, at) => (
            <li key={key}>
              <button
                type="button"
                class="button button-secondary"
                data-step={key}
                aria-current={at === step ? 'step' : undefined}
                disabled={working}
                onClick={() => keep(() => go(at))}
              >
                {at + 1}. {say(label, language)}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <form class="box stack" noValidate autocomplete="off" onSubmit={submit} ref={form} data-form-step={here.key}>
        <h2 ref={heading} tabIndex={-1}>
          {say(here.label, language)}
        </h2>
        {change.state === 'failed' && <ErrorPanel error={change.error} takeFocus />}
        {here.key === 'practice' && <PracticeStep {...props} />}
        {here.key === 'place' && (
          <PlaceStep {...props} profession={profession} onPlace={(place) => setPlaces([...places, place])} />
        )}
        {here.key === 'time' && <TimeStep {...props} />}
        {here.key === 'reason' && <ReasonStep {...props} />}
        {here.key === 'send' && (
          <>
            <ReportFacts report={report} />
            {open.length > 0 && (
              <Notice tone="warning">
                <p>{o.incomplete(open.join('、'))}</p>
              </Notice>
            )}
            <LawPart report={report} />
            {rulesOfWeight(report.rules, 'warns').length > 0 && (
              <CheckBox name="knows-warnings" label={o.knows} checked={knows} onChange={setKnows} />
            )}
          </>
        )}
        <div class="row">
          <Button kind="primary" submit disabled={working}>
            {working ? o.working : isLast ? o.send : o.forward}
          </Button>
          {step > 0 && (
            <Button disabled={working} onClick={() => keep(() => go(step - 1))}>
              {o.previous}
            </Button>
          )}
          {!isLast && (
            <Button kind="quiet" disabled={working} onClick={() => keep(() => setDone(o.saved))}>
              {o.save}
            </Button>
          )}
        </div>
        <DoneNotice message={done} />
      </form>
      {here.key === 'reason' && <Files report={report} onChange={onChange} />}
    </>
  )
}

/** What has yet to be filled in comes first. */
function firstOpenStep(faults: SupportFaults): number {
  const at = formSteps.findIndex(({ fields }) =>
    (fields as readonly SupportField[]).some((field) => faults[field] !== undefined),
  )
  return at === -1 ? formSteps.length - 1 : at
}

const Wrong = ({ children }: { children: string | undefined }): JSX.Element | null =>
  children === undefined ? null : (
    <p class="text-field-error" role="alert">
      <Icon name="danger" />
      {children}
    </p>
  )

function PracticeStep({ report, content, wrong, write }: StepProps): JSX.Element {
  const o = useTexts(ownTexts)
  const language = useLanguage()
  if (report.registrations.length === 0) {
    return (
      <Notice tone="warning">
        <p>{o.noRegistration}</p>
      </Notice>
    )
  }
  const stays = isChange(report.state)
  return (
    <>
      <ChoiceGroup
        name="registration"
        title={o.registration}
        choices={report.registrations.map(({ id, profession, licenseNumber, institution, isMain, suspended }) => ({
          key: id,
          label: `${say(professions[profession], language)} ${licenseNumber}`,
          hint: [
            placeText(institution, language),
            ...(isMain && report.registrations.length > 1 ? [o.main] : []),
            ...(suspended ? [o.suspended] : []),
          ].join(' · '),
          blocked: stays && id !== content.registration ? o.registrationStays : undefined,
        }))}
        chosen={content.registration ?? undefined}
        onChoose={(registration) => write({ registration })}
      />
      <Wrong>{wrong('registration')}</Wrong>
    </>
  )
}

function PlaceStep({
  report,
  content,
  wrong,
  write,
  profession,
  onPlace,
}: StepProps & {
  profession: keyof typeof professions | undefined
  onPlace: (place: PlacedInstitution) => void
}): JSX.Element {
  const o = useTexts(ownTexts)
  const language = useLanguage()
  return (
    <>
      <InstitutionField
        chosen={report.institutions.find(({ code }) => code === content.institution)}
        error={wrong('institution')}
        onChoose={(place) => {
          onPlace(place)
          write({ institution: place.code })
        }}
      />
      <ChoiceGroup
        name="kind"
        title={o.kind}
        choices={supportKindCodes.map((key) => ({
          key,
          label: say(supportKinds[key].label, language),
          hint: say(supportKinds[key].hint, language),
        }))}
        chosen={content.kind ?? undefined}
        onChoose={(kind) => write({ kind })}
      />
      <Wrong>{wrong('kind')}</Wrong>
      {profession === 'pharmacist' && (
        <>
          <ChoiceGroup
            name="pharmacist-case"
            title={o.pharmacistCase}
            choices={pharmacistCaseCodes.map((key) => ({ key, label: say(pharmacistCases[key], language) }))}
            chosen={content.pharmacistCase ?? undefined}
            onChoose={(pharmacistCase) => write({ pharmacistCase })}
          />
          <Wrong>{wrong('pharmacistCase')}</Wrong>
        </>
      )}
    </>
  )
}

function TimeStep({ report, content, wrong, write }: StepProps): JSX.Element {
  const o = useTexts(ownTexts)
  const language = useLanguage()
  const { clock } = useServices()
  const tomorrow = daysAfter(taiwanDay(new Date(clock.milliseconds())), 1)
  const rocDay = (day: string | null) => (day === null ? undefined : o.rocDay(formatDay(day, language)))
  return (
    <>
      <div class="support-two">
        <TextField
          id="first-day"
          type="date"
          label={o.firstDay}
          required
          hint={rocDay(content.firstDay) ?? o.firstDayHint}
          {...(isChange(report.state) ? {} : { min: tomorrow })}
          error={wrong('firstDay')}
          value={content.firstDay ?? ''}
          onInput={(day) => write({ firstDay: day === '' ? null : day })}
        />
        <TextField
          id="last-day"
          type="date"
          label={o.lastDay}
          required
          hint={rocDay(content.lastDay)}
          error={wrong('lastDay')}
          value={content.lastDay ?? ''}
          onInput={(day) => write({ lastDay: day === '' ? null : day })}
        />
      </div>
      <HoursField hours={content.weekly} error={wrong('weekly')} onChange={(weekly) => write({ weekly })} />
    </>
  )
}

function ReasonStep({ content, wrong, write }: StepProps): JSX.Element {
  const o = useTexts(ownTexts)
  return (
    <TextArea
      id="reason"
      label={o.reason}
      required
      hint={o.reasonHint}
      most={longestReason}
      error={wrong('reason')}
      value={content.reason}
      onInput={(reason) => write({ reason })}
    />
  )
}

/** Each is a change of its own, made at once. */
function Files({
  report: { id, version, files },
  onChange,
}: {
  report: SupportReportView
  onChange: (report: SupportReportView) => void
}): JSX.Element {
  const o = useTexts(ownTexts)
  const t = useTexts(supportTexts)
  const call = useSignedInCall()
  return (
    <RecordFiles
      name="report"
      title={t.files}
      hint={o.filesHint}
      files={files}
      mayChange
      addressOf={async (attachment) => (await call('POST /api/support-reports/file', { id, attachment })).address}
      onAttach={async (file) =>
        onChange(
          await call(
            'POST /api/support-reports/attachments',
            { id, version: String(version), name: file.name },
            { file },
          ),
        )
      }
      onDetach={async (attachment) =>
        onChange(await call('DELETE /api/support-reports/attachments', { id, version, attachment }))
      }
    />
  )
}
