import { useCallback, useEffect, useState } from 'preact/hooks'
import { translate, type Language } from '../../core/i18n/text.ts'
import { type ManagedPortal, managedPortals, patternOf, type PortalPermissions } from './portal-permissions.ts'
import { texts } from './texts.ts'

/** The organisation's further portals; nothing at all where there are none. */
export function PortalSection(props: { readonly permissions: PortalPermissions; readonly language: Language }) {
  const { permissions, language } = props
  const t = translate(texts, language)
  const [portals, setPortals] = useState<readonly ManagedPortal[]>([])
  const list = useCallback(async () => setPortals(await managedPortals(permissions)), [permissions])
  useEffect(() => {
    void list()
    return permissions.watch(() => void list())
  }, [permissions, list])

  const allow = async (origin: string) => {
    await permissions.request(patternOf(origin))
    await list()
  }
  const words = { allowed: t.allowed, 'not-allowed': t.notAllowed, 'not-taken': t.notTaken }

  if (portals.length === 0) return null
  return (
    <section class="panel" aria-labelledby="portals">
      <h2 id="portals">{t.portals}</h2>
      <p class="panel-empty">{t.portalsIntro}</p>
      <ul class="rows">
        {portals.map(({ origin, state }) => (
          <li key={origin} class="row" data-state={state}>
            <div class="row-text">
              <p class="row-name" translate={false}>
                {origin}
              </p>
              <p class="row-state">{words[state]}</p>
            </div>
            {state === 'not-allowed' && (
              <button
                class="button button-small button-primary"
                type="button"
                aria-label={t.allowSite(origin)}
                onClick={() => void allow(origin)}
              >
                {t.allow}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
