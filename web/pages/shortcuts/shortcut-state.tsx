import type { JSX } from 'preact'
import { say } from '../../../core/i18n/text.ts'
import { type ShortcutState as State, shortcutStates } from '../../../core/portal/shortcuts.ts'
import { useLanguage } from '../../state/language.ts'
import './shortcuts.css'

/** What a file is, in words; the colour says it once more. */
export const ShortcutState = ({ state }: { state: State }): JSX.Element => (
  <span class="shortcut-state" data-tone={shortcutStates[state].tone} data-state={state}>
    {say(shortcutStates[state].label, useLanguage())}
  </span>
)
