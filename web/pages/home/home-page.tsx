import type { JSX } from 'preact'
import { SignedInPage } from '../../components/signed-in-page.tsx'
import { useTexts } from '../../state/language.ts'
import { ModulesElsewhere } from '../sam/modules-elsewhere.tsx'
import { OwnAnnouncements } from '../announcements/own-announcements.tsx'
import { StaffMenu } from '../staff/staff-menu.tsx'
import { homeTexts } from './home-texts.ts'
import { Identity } from './identity.tsx'
import { ServiceTiles } from './service-tiles.tsx'
import './home-page.css'

/** 我的首頁: the services, then who is signed in, for which institution, in which roles, and until when. */
export function HomePage(): JSX.Element {
  const t = useTexts(homeTexts)
  return (
    <SignedInPage path="/home" title={t.title}>
      {(view) => (
        <>
          {view.institution && (
            <>
              <OwnAnnouncements kind="division" size="3" />
              <OwnAnnouncements kind="headquarters" size="3" />
              <ServiceTiles session={view} />
            </>
          )}
          <StaffMenu session={view} />
          {view.platform === 'internet' && view.institution?.roles.includes('representative') && <ModulesElsewhere />}
          <Identity view={view} />
        </>
      )}
    </SignedInPage>
  )
}
