import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { CodedError } from '../../core/errors/coded-error.ts'
import { authorize } from '../../core/portal/authorize.ts'
import type { CatalogueCode } from '../../core/portal/catalogue.ts'
import { type PagePath, pageRow } from '../../core/protocol/pages.ts'
import type { SessionView } from '../../core/protocol/session.ts'
import { useTexts } from '../state/language.ts'
import { useServices } from '../state/services.ts'
import { mustChoose } from '../state/session.ts'
import { useSession } from '../state/use-session.ts'
import { useSessionEnd } from '../state/use-session-end.ts'
import { Breadcrumb } from './breadcrumb.tsx'
import { Button } from './button.tsx'
import { ErrorPanel } from './error-panel.tsx'
import { Notice } from './notice.tsx'
import { PageMain, type PageState } from './page-main.tsx'
import { ServiceMenu } from './service-menu.tsx'
import { Waiting } from './waiting.tsx'
import './signed-in-page.css'

const texts = {
  loading: { zhTW: '正在確認登入狀態…', en: 'Checking who is signed in …' },
  ending: { zhTW: '您即將因未操作而自動登出。', en: 'You will soon be signed out, since nothing is being done.' },
  endingForGood: {
    zhTW: '本次登入即將到達使用時間上限，請儘快完成作業後重新登入。',
    en: 'This session is about to reach its limit. Finish what you are doing and sign in again.',
  },
  stay: { zhTW: '繼續使用', en: 'Stay signed in' },
  lost: (title: string) => ({
    zhTW: `您的權限剛剛有變更，已不能使用「${title}」。服務選單已更新。`,
    en: `Your rights have just been changed: you may no longer use “${title}”. The menu shows what you may use now.`,
  }),
}

/**
 * What surrounds every page behind the sign-in but the choice of institution: 所在位置, the portals' service menu, and a word
 * before the session ends. It asks who is signed in; who is not is led to the sign-in page, who has yet to choose an
 * institution to the choice. `children` are drawn for who may use the page.
 */
export function SignedInPage({
  path,
  entry,
  title,
  mayUse = mayDo(path),
  children,
}: {
  path: PagePath
  /** Where the page stands in the service menu, if it does. */
  entry?: CatalogueCode | undefined
  title: string
  /** By the page's action, where that does not say it. */
  mayUse?: (view: SessionView) => boolean
  children: (view: SessionView) => ComponentChildren
}): JSX.Element {
  const t = useTexts(texts)
  const { clock, router, reload } = useServices()
  const session = useSession()
  const view = session.state === 'ready' ? session.value : undefined
  const ending = useSessionEnd(view, clock, session.ask)

  const isToChoose = view !== undefined && mustChoose(view)
  useEffect(() => {
    if (isToChoose) router.navigate('/institution', { replace: true })
  }, [isToChoose, router])

  const known = isToChoose ? undefined : view
  const allowed = known !== undefined && mayUse(known)
  const wasAllowed = useRef(false)
  if (allowed) wasAllowed.current = true
  const state: PageState = session.state === 'failed' ? 'failed' : !known ? 'checking' : allowed ? 'ready' : 'failed'
  return (
    <div class="frame-width signed-in-page">
      <Breadcrumb entry={entry} title={title} />
      <div class={router.site === 'portal' ? 'signed-in-columns' : ''}>
        {known && router.site === 'portal' && <ServiceMenu session={known} current={entry} />}
        <PageMain page={pageRow(path).name} state={state} title={title} class="stack">
          {session.state === 'failed' && (
            <ErrorPanel
              error={session.error}
              remedies={{ retry: { run: () => void session.ask() }, reload: { run: reload } }}
            />
          )}
          {session.state !== 'failed' && !known && <Waiting>{t.loading}</Waiting>}
          {known && ending && <EndNotice view={known} onStay={() => void session.ask()} />}
          {known && !allowed && <Refused lost={wasAllowed.current ? t.lost(title) : undefined} />}
          {known && allowed && children(known)}
        </PageMain>
      </div>
    </div>
  )
}

const mayDo = (path: PagePath) => (view: SessionView) => {
  const { action } = pageRow(path)
  return action === undefined || authorize(action, view) !== undefined
}

const notAllowed = new CodedError('ERR_REQUEST_NOT_ALLOWED', 'nothing that is held allows this page')

/** `lost` when it could be used a moment ago. */
function Refused({ lost }: { lost: string | undefined }): JSX.Element {
  if (lost === undefined) return <ErrorPanel error={notAllowed} />
  return (
    <div role="alert" data-lost>
      <Notice tone="warning">
        <p>{lost}</p>
      </Notice>
    </div>
  )
}

function EndNotice({ view, onStay }: { view: SessionView; onStay: () => void }): JSX.Element {
  const t = useTexts(texts)
  const forGood = Date.parse(view.endsAt) <= Date.parse(view.idleUntil)
  return (
    <Notice tone="warning" live>
      <p>{forGood ? t.endingForGood : t.ending}</p>
      {!forGood && (
        <div class="row">
          <Button kind="primary" onClick={onStay}>
            {t.stay}
          </Button>
        </div>
      )}
    </Notice>
  )
}
