import { useCallback, useEffect, useState } from 'preact/hooks'
import { isCoded } from '../../../core/errors/coded-error.ts'
import type { Echo } from '../../../core/protocol/echo.ts'
import { useServices } from '../../state/services.ts'
import type { ExtensionState } from '../../state/use-extension.ts'
import { readPageFacts } from './page-facts.ts'
import { type PageRow, pageRows } from './page-rows.ts'

/** The rows of this page, undefined while they are looked at; and how to look again. */
export function usePageCheck(extension: ExtensionState): {
  readonly rows: readonly PageRow[] | undefined
  readonly look: () => void
} {
  const { browser, call, clock } = useServices()
  const [answer, setAnswer] = useState<{ readonly echo: Echo | undefined }>()

  const look = useCallback(async () => {
    setAnswer(undefined)
    try {
      const echo = await call('GET /api/echo', {})
      clock.observe(echo.time)
      setAnswer({ echo })
    } catch (error) {
      if (!isCoded(error)) throw error
      setAnswer({ echo: undefined }) // the rows say that it was not reached
    }
  }, [call, clock])

  useEffect(() => void look(), [look])

  const isLooking = !answer || extension.name === 'checking'
  return {
    rows: isLooking
      ? undefined
      : pageRows({
          ...readPageFacts(window),
          browser,
          echo: answer.echo,
          clockOffsetSeconds: clock.offsetSeconds(),
          extension: extension.name,
        }),
    look: () => void look(),
  }
}
