import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { ClaimsFileName } from '../../../core/claims/file-name.ts'
import { FetchingPart } from '../../components/fetching-part.tsx'
import { lazy } from '../../components/lazy.tsx'
import { useTexts } from '../../state/language.ts'
import { claimsTexts } from './claims-texts.ts'
import { checkHere, type LocalOutcome } from './local-check.ts'

const LocalResult = lazy(async () => (await import('./local-result.tsx')).LocalResult, FetchingPart)

/** The check on this computer. It begins by itself: it costs nothing, and nothing leaves the computer. */
export function LocalCheckPanel({ file, name }: { file: File; name: ClaimsFileName }): JSX.Element {
  const t = useTexts(claimsTexts)
  const [percent, setPercent] = useState(0)
  const [outcome, setOutcome] = useState<LocalOutcome>()
  useEffect(() => {
    LocalResult.preload()
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
