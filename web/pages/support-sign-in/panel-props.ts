import type { PortalInfo } from '../../state/portal.ts'

/** What every way to sign in is given. */
export interface PanelProps {
  readonly portal: PortalInfo
  /** How much of the procedure is done, in hundredths. */
  readonly onDone: (percent: number) => void
}
