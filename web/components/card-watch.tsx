import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { type CardWatchStatus, keepCardWatched } from '../state/card-watch.ts'
import { useTexts } from '../state/language.ts'
import { useServices } from '../state/services.ts'
import { useStore } from '../state/use-store.ts'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'

const texts = {
  about: { zhTW: '登入的卡片', en: 'The card that signed in' },
  lost: { zhTW: '無法確認卡片是否還在讀卡機', en: 'Cannot tell whether your card is still in the reader' },
  lostWhy: {
    zhTW: '正在重新連接讀卡元件；若一分鐘內沒有恢復，將結束這次登入。',
    en: 'Reconnecting to the card component. If it does not come back within a minute, your session ends.',
  },
  signInAgain: { zhTW: '重新登入', en: 'Sign in again' },
  released: {
    zhTW: '讀卡機已釋放給其他程式，取出卡片不會再結束登入。久未操作仍會自動登出；離開前請記得登出。',
    en: 'The reader was released for other programs: taking the card out no longer ends your session. It still ends when nothing is done; remember to sign out.',
  },
}

/** Has the card watched while somebody is signed in, and says what there is to say of it. */
export function CardWatch(): JSX.Element | null {
  const t = useTexts(texts)
  const services = useServices()
  const view = useStore(services.session)
  const [status, setStatus] = useState<CardWatchStatus>('starting')
  const isOn = view?.cardWatch === 'on'
  const signedInAt = view?.signedInAt
  useEffect(() => {
    if (!isOn) return undefined
    const over = new AbortController()
    setStatus('starting')
    void keepCardWatched(services, over.signal, setStatus)
    return () => over.abort()
  }, [services, isOn, signedInAt]) // another time of signing in is another session

  const released = view?.cardWatch === 'released'
  if (!released && !(isOn && status === 'lost')) return null
  return (
    <aside class="frame-width frame-aside" aria-label={t.about} data-card-watch={released ? 'released' : 'lost'}>
      {released ? (
        <Notice live>
          <p>{t.released}</p>
        </Notice>
      ) : (
        <Notice tone="warning" live>
          <p>
            <strong>{t.lost}</strong>
          </p>
          <p>{t.lostWhy}</p>
          <div class="row">
            <Button onClick={() => services.router.navigate('/')}>{t.signInAgain}</Button>
          </div>
        </Notice>
      )}
    </aside>
  )
}
