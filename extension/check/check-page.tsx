import { useEffect, useRef } from 'preact/hooks'
import type { CheckReport } from '../../core/check/check-report.ts'
import type { CheckAction, CheckSystem } from '../../core/check/check-row.ts'
import { type CheckId, checkRow } from '../../core/check/check-rows.ts'
import { countMark, markOf } from '../../core/check/marks.ts'
import { say, translate, type Language } from '../../core/i18n/text.ts'
import type { CheckState } from '../../core/protocol/check.ts'
import { Frame } from '../components/frame.tsx'
import { sharedTexts } from '../components/texts.ts'
import { CheckRowView } from './check-row-view.tsx'
import { FixPanel } from './fix-panel.tsx'
import { fixableRows } from './fixable-rows.ts'
import { GroupSection } from './group-section.tsx'
import { groups } from './group-texts.ts'
import { HistoryPanel } from './history-panel.tsx'
import { isChecking } from './is-checking.ts'
import { MarkIcon } from './mark-icon.tsx'
import { ReportPanel } from './report-panel.tsx'
import { texts } from './texts.ts'
import '../components/button.css'
import '../components/notice.css'
import './mark.css'
import './check.css'

export interface CheckPageProps {
  /** Undefined until the worker has told the first. */
  readonly state: CheckState | undefined
  readonly isLost: boolean
  /** Newest first. */
  readonly history: readonly CheckReport[]
  /** Of this run, once it is whole. */
  readonly report: CheckReport | undefined
  readonly language: Language
  readonly system: CheckSystem
  /** The row that whoever opened the page points at. */
  readonly openRow: string | undefined
  readonly run: () => void
  readonly fix: (rows: readonly CheckId[]) => void
  readonly undo: () => void
  readonly act: (action: CheckAction) => void
  /** The person has read it and agrees to send it. */
  readonly send: (report: CheckReport) => void
  readonly copy: (text: string) => Promise<void>
  readonly print: () => void
}

/** The settings check as a full page: how the computer stands, the one button, and the report. */
export function CheckPage(props: CheckPageProps) {
  const { state, language } = props
  const t = translate(texts, language)
  const isBusy = isChecking(state) // said, not set: a button that is disabled loses the focus
  useEffect(() => {
    document.documentElement.lang = language
    document.title = `${t.title} – ${say(sharedTexts.product, language)}`
  }, [language, t.title])
  return (
    <Frame language={language} phase={isBusy ? 'checking' : 'checked'}>
      <div class="check">
        <header class="check-head">
          <h1>{t.title}</h1>
          <button
            class="button button-small"
            type="button"
            data-action="check-again"
            aria-disabled={isBusy}
            onClick={isBusy ? undefined : props.run}
          >
            {t.checkAgain}
          </button>
        </header>
        {props.isLost && (
          <p class="notice notice-error" role="alert">
            {t.lost}
          </p>
        )}
        <Verdict state={state} language={language} />
        {state && <Body {...props} state={state} />}
      </div>
    </Frame>
  )
}

/** One sentence: whether a person can go and sign in. */
function Verdict({ state, language }: { readonly state: CheckState | undefined; readonly language: Language }) {
  const t = translate(texts, language)
  const isRunning = isChecking(state)
  const [red, yellow] = [countMark(state?.results ?? [], 'fail'), countMark(state?.results ?? [], 'warn')]
  const kind = isRunning ? '' : red > 0 ? 'notice-error' : 'notice-good'
  return (
    <p class={`notice check-verdict ${kind}`} role="status">
      {isRunning ? t.checking : red > 0 ? t.toDo(red) : t.allRight} {!isRunning && yellow > 0 && t.toNote(yellow)}
    </p>
  )
}

function Body(props: CheckPageProps & { readonly state: CheckState }) {
  const { state, language } = props
  const t = translate(texts, language)
  const fixable = fixableRows(state)
  useShowRow(props.openRow, state)
  return (
    <>
      <FixPanel
        state={state}
        fixable={fixable}
        language={language}
        onFix={() => props.fix(fixable)}
        onUndo={props.undo}
      />
      <p class="check-legend">
        {t.intro} <MarkIcon mark="ok" language={language} />
        {t.legendDone} <MarkIcon mark="fail" language={language} />
        {t.legendToDo}
      </p>
      {groups.map((group) => {
        const results = state.results.filter(({ id }) => checkRow(id).group === group)
        if (results.length === 0) return null
        return (
          <GroupSection key={group} group={group} results={results} language={language}>
            {results.map((result) => (
              <CheckRowView
                key={result.id}
                result={result}
                language={language}
                system={props.system}
                isAskedFor={result.id === props.openRow}
                isOpen={result.id === props.openRow || markOf(result) === 'fail'}
                canFix={fixable.includes(result.id) && state.fixesAllowed && !state.running}
                onFix={() => props.fix([result.id])}
                onAction={props.act}
              />
            ))}
          </GroupSection>
        )
      })}
      {props.report && (
        <ReportPanel
          report={props.report}
          portal={state.portal}
          language={language}
          copy={props.copy}
          print={props.print}
          send={props.send}
        />
      )}
      <HistoryPanel history={props.history} language={language} />
    </>
  )
}

/** Brings the row that was asked for into view, once all rows have their place, and once for each asking. */
function useShowRow(row: string | undefined, { running, results }: CheckState): void {
  const shown = useRef<string>(undefined)
  useEffect(() => {
    if (row === undefined || running || results.length === 0 || shown.current === row) return
    shown.current = row
    const element = document.getElementById(row)
    element?.querySelector('summary')?.focus({ preventScroll: true })
    element?.scrollIntoView({ block: 'center' })
  }, [row, running, results.length])
}
