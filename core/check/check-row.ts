import type { Text } from '../i18n/text.ts'

/**
 * What a row of the settings check found. `not-needed` is a row of the old tool that has no counterpart in a browser of
 * today, or that does not concern this computer; `unknown` is one that could not be judged, which is never shown as right.
 */
export type CheckMark = 'ok' | 'warn' | 'fail' | 'not-needed' | 'unknown'

/** The tabs of the page: the old tool's two, and what only the new one looks at. */
export type CheckGroup = 'basic' | 'browser' | 'reader' | 'network'

/** Systems whose steps differ; `other` is any that has none of its own. */
export type CheckSystem = 'windows' | 'macos' | 'linux' | 'chromeos' | 'other'

/** Steps for a person, one sentence each, in order. Per system where the system's own windows are named. */
export type Remedy =
  readonly Text[] | (Readonly<Partial<Record<CheckSystem, readonly Text[]>>> & { readonly other: readonly Text[] })

/** What the button beside a finding does, where it is not the row's own fix. The screen that shows the row knows how. */
export type CheckAction =
  | 'open-pairing'
  | 'open-modules'
  | 'open-extension-store'
  | 'open-browser-update'
  | 'open-card-service-help'
  | 'open-certificate-help'
  | 'reload-portal'

/** One thing that a row can find. Places such as `{version}` are filled from the outcome's details. */
export interface Finding {
  readonly mark: CheckMark
  /** 您目前的設定. */
  readonly current: Text
  readonly cause?: Text
  readonly remedy?: Remedy
  readonly action?: CheckAction
}

/** One row of the settings check: everything that is known of it before it runs. */
export interface CheckRow {
  readonly group: CheckGroup
  /** Its number among the twenty of 瀏覽器設定檢測, where the old tool had it. */
  readonly seed?: number
  /** 檢測項目, to the letter of the old tool where it had the row. */
  readonly label: Text
  /** What the row is for now. */
  readonly purpose: Text
  /** 建議設定. */
  readonly wanted: Text
  /**
   * `automatic`: the one button sets it right. `guided`: a person has to, and the finding says how. `none`: there is
   * nothing to do.
   */
  readonly fix: 'automatic' | 'guided' | 'none'
  /** Whether what the fix changed can be put back. Said before the fix is made. */
  readonly undo: boolean
  readonly findings: Readonly<Record<string, Finding>>
}
