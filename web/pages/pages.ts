import type { ComponentType } from 'preact'
import type { PagePath } from '../../core/protocol/pages.ts'
import type { LazyComponent } from '../components/lazy.tsx'
import {
  AnnouncementsPage,
  CheckPage,
  informationPages,
  laterPages,
  PersonnelPage,
  staffPages,
  TestModulesPage,
} from './later-pages.ts'
import { SignInPage } from './sign-in/sign-in-page.tsx'

/** What is drawn at each address of the portal. An address without a page does not compile. */
export const pageComponents: Readonly<Record<PagePath, ComponentType | LazyComponent<object>>> = {
  '/': SignInPage,
  '/check': CheckPage,
  '/personnel': PersonnelPage,
  '/announcements': AnnouncementsPage,
  '/sam/test-modules': TestModulesPage,
  ...laterPages,
  ...informationPages,
  ...staffPages,
}
