import type { CheckResult } from '../../core/check/check-result.ts'
import { countMark } from '../../core/check/marks.ts'

/** Toolbar badges take no CSS: the danger colour of components/tokens.css, on which white has 7:1. */
const red = '#a32a1c'

/** The number of red rows stands at the toolbar icon. */
export async function showBadge(results: readonly CheckResult[]): Promise<void> {
  const count = countMark(results, 'fail')
  await chrome.action.setBadgeText({ text: count === 0 ? '' : String(count) })
  await chrome.action.setBadgeBackgroundColor({ color: red })
  await chrome.action.setBadgeTextColor({ color: '#ffffff' })
}
