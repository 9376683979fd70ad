import { useCallback, useEffect, useState } from 'preact/hooks'
import type { DeskSnapshot } from '../../demo/reader/virtual-desk.ts'
import type { PanelDesk } from './panel-desk.demo.ts'

/** A newcomer finds one reader on the desk, and the browser knows it already. */
const firstReader = 'it-500u'

/**
 * What is on the desk, kept up to date; undefined at first. The cards come from `portal`; `failed` when they could not
 * be had; `loading` until all of that is on the desk. A desk without readers gets its first.
 */
export function useDesk(desk: PanelDesk, portal: string | undefined) {
  const [snapshot, setSnapshot] = useState<DeskSnapshot>()
  const [failed, setFailed] = useState(false)
  const [loading, setLoading] = useState(true)
  const refresh = useCallback(async () => setSnapshot(await desk.snapshot()), [desk])

  const load = useCallback(async () => {
    setFailed(false)
    setLoading(true)
    try {
      const { readers } = await desk.snapshot()
      if (readers.length === 0) {
        await desk.act({ action: 'plug-reader', model: firstReader })
        await desk.act({ action: 'pair-all' })
      }
      if (portal !== undefined) await desk.act({ action: 'load-cards', portal }).catch(() => setFailed(true))
      await refresh()
    } finally {
      setLoading(false)
    }
  }, [desk, portal, refresh])

  useEffect(() => {
    void load()
    return desk.watch(() => void refresh())
  }, [desk, load, refresh])

  return { snapshot, failed, loading, load }
}
