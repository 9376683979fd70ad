import type { JSX } from 'preact'
import { useTexts } from '../state/language.ts'
import { useServices } from '../state/services.ts'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'

const texts = {
  notConnected: {
    zhTW: '以下功能由其他系統提供，尚未連線。',
    en: 'This function is provided by another system, which is not connected yet.',
  },
  why: {
    zhTW: '您已獲授權使用此功能；系統連線後，即可由此直接進入，不必再次登入。',
    en: 'You may use it. Once that system is connected, this is the way in, without signing in again.',
  },
  home: { zhTW: '回我的首頁', en: 'Back to my home page' },
}

/** In place of another system's page, where that system is not connected. */
export function NotConnected({ code }: { code: string }): JSX.Element {
  const t = useTexts(texts)
  const { router } = useServices()
  return (
    <div class="stack" data-not-connected={code}>
      <Notice>
        <p>
          <strong>{t.notConnected}</strong>
        </p>
        <p>{t.why}</p>
      </Notice>
      <div class="row">
        <Button onClick={() => router.navigate('/home')}>{t.home}</Button>
      </div>
    </div>
  )
}
