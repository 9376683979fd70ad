import type { PagePathOf } from '../../core/protocol/pages.ts'
import {
  AnnouncementsPage,
  CheckPage,
  informationPages,
  laterPages,
  oidcPages,
  PersonnelPage,
  staffPages,
  TestModulesPage,
} from './later-pages.ts'
import type { PageComponent } from './page-components.ts'
import { SignInPage } from './sign-in/sign-in-page.tsx'

/** What is drawn at each address of the portals. An address without a page does not compile. */
export const pageComponents: Readonly<Record<PagePathOf<'portal'>, PageComponent>> = {
  '/': SignInPage,
  '/check': CheckPage,
  '/personnel': PersonnelPage,
  '/announcements': AnnouncementsPage,
  '/sam/test-modules': TestModulesPage,
  ...laterPages,
  ...informationPages,
  ...oidcPages,
  ...staffPages,
}
