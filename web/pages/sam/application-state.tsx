import type { JSX } from 'preact'
import { say } from '../../../core/i18n/text.ts'
import { samStates, type SamState } from '../../../core/portal/sam-applications.ts'
import { useLanguage } from '../../state/language.ts'

/** 申請單狀態, by its name. */
export const ApplicationState = ({ state }: { state: SamState }): JSX.Element => (
  <span class="sam-state" data-state={state}>
    {say(samStates[state], useLanguage())}
  </span>
)
