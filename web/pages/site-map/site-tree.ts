import { cardTypes } from '../../../core/cards/card-types.ts'
import type { Text } from '../../../core/i18n/text.ts'
import { contactCategories, publicContactCategories } from '../../../core/portal/contacts.ts'
import { downloadCategories, downloadCategoryCodes } from '../../../core/portal/downloads.ts'
import { linkSection, linkSectionCodes } from '../../../core/portal/links.ts'
import { personnelServiceCodes, personnelServices } from '../../../core/portal/personnel-services.ts'
import { type Platform, platformRow } from '../../../core/portal/platforms.ts'
import { footLinks, type FrameLink, sideLinks, topLinks } from '../../../core/protocol/frame-links.ts'
import type { PagePath } from '../../../core/protocol/pages.ts'
import { announcementTexts } from '../announcements/announcement-texts.ts'
import { guideTexts } from '../guide/guide-texts.ts'
import { siteMapTexts } from './site-map-texts.ts'

/** A place of the site, and what is below it. */
export interface SitePlace {
  readonly label: Text
  readonly to: PagePath
  readonly part?: string
  readonly query?: string
  readonly hash?: string
  /** Behind the sign-in, in a window of its own. */
  readonly opensWindow?: true
  readonly below?: readonly SitePlace[]
}

const tabs = (to: PagePath, name: string, keys: readonly string[], labels: Readonly<Record<string, unknown>>) =>
  keys.map((key) => ({ label: labels[key] as Text, to, query: `?${name}=${key}` }))

/** What is below the entries around the pages. */
const below: Readonly<Partial<Record<PagePath, (platform: Platform) => readonly SitePlace[]>>> = {
  '/personnel': () =>
    personnelServiceCodes.map((part) => ({
      label: personnelServices[part].name,
      to: '/personnel/services',
      part,
      opensWindow: true,
    })),
  '/': (platform) => platformRow(platform).cardTypes.map((code) => ({ label: cardTypes[code].label, to: '/' })),
  '/downloads': () =>
    downloadCategoryCodes.map((code) => ({
      label: downloadCategories[code],
      to: '/downloads',
      query: `?category=${code}`,
    })),
  '/contacts': () =>
    publicContactCategories.map((code) => ({
      label: contactCategories[code].label,
      to: '/contacts',
      query: `?category=${code}`,
    })),
  '/links': () => linkSectionCodes.map((code) => ({ label: linkSection(code).label, to: '/links', hash: `#${code}` })),
  '/announcements': () => tabs('/announcements', 'list', ['business', 'system', 'security'], announcementTexts),
  '/guide': () => tabs('/guide', 'tab', ['system', 'security', 'computer', 'questions', 'manual'], guideTexts),
}

/** The whole tree of the pages before the sign-in, in the order of the frame's entries. */
export function siteTree(platform: Platform): readonly SitePlace[] {
  const withBelow = (link: FrameLink): SitePlace => {
    const places = link.query === undefined ? (below[link.to]?.(platform) ?? []) : []
    return { ...link, below: places }
  }
  const top = topLinks.filter(({ to, query }) => to !== '/site-map' && query === undefined)
  return [
    ...sideLinks.map(withBelow),
    ...top.map(withBelow),
    { label: siteMapTexts.check, to: '/check' },
    { label: siteMapTexts.testModules, to: '/sam/test-modules' },
    ...footLinks,
    { label: siteMapTexts.title, to: '/site-map' },
  ]
}
