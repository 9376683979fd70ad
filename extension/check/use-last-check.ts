import { useEffect, useState } from 'preact/hooks'
import type { CheckState } from '../../core/protocol/check.ts'
import { summarise } from './check-summary.ts'
import { isChecking } from './is-checking.ts'
import { keepLastCheck, type LastCheck, type LastCheckPlace, readLastCheck } from './last-check.ts'

/** The check before the one that is shown; when that has ended, it is kept and is the last one. */
export function useLastCheck(place: LastCheckPlace, state: CheckState | undefined): LastCheck | undefined {
  const [last, setLast] = useState(() => readLastCheck(place))
  useEffect(() => {
    if (!state || state.checkedAt === null || isChecking(state)) return
    setLast(keepLastCheck(place, state.checkedAt, summarise(state.results, place.language)))
  }, [place, state])
  return last
}
