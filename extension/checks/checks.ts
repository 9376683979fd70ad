import type { CheckId } from '../../core/check/check-rows.ts'
import { bookmarks } from './bookmarks.ts'
import { browserVersion } from './browser-version.ts'
import { cardService } from './card-service.ts'
import { cardStatus } from './card-status.ts'
import type { Check } from './check.ts'
import { clock } from './clock.ts'
import { downloads } from './downloads.ts'
import { extensionInstall } from './extension-install.ts'
import { extensionVersion } from './extension-version.ts'
import { grantKept } from './grant-kept.ts'
import { javascript } from './javascript.ts'
import { lineAndInternet } from './line-and-internet.ts'
import { localNetwork } from './local-network.ts'
import { pageCache } from './page-cache.ts'
import { pageConnection } from './page-connection.ts'
import { popUpsPrivacy } from './pop-ups-privacy.ts'
import { popUps } from './pop-ups.ts'
import { portalAccess } from './portal-access.ts'
import { portalAddress } from './portal-address.ts'
import { portalList } from './portal-list.ts'
import { protectedReader } from './protected-reader.ts'
import { proxy } from './proxy.ts'
import { readerGrant } from './reader-grant.ts'
import { readerInUse } from './reader-in-use.ts'
import { readers } from './readers.ts'
import { remoteSession } from './remote-session.ts'
import { securePage } from './secure-page.ts'
import { securityModule } from './security-module.ts'
import { siteCertificate } from './site-certificate.ts'
import { systemVersion } from './system-version.ts'
import { trustedSites } from './trusted-sites.ts'

/** A check of any row. What differs by row are names of findings, of which each check has its own. */
export type AnyCheck = { readonly [I in CheckId]: Check<I> }[CheckId]

/** Every check there is. A row without one is `not-needed`: it has a single finding, and nothing is looked at. */
export const checks: readonly AnyCheck[] = [
  systemVersion,
  browserVersion,
  portalAddress,
  extensionInstall,
  readerGrant,
  cardService,
  portalAccess,
  pageConnection,
  javascript,
  securePage,
  popUps,
  popUpsPrivacy,
  portalList,
  trustedSites,
  grantKept,
  pageCache,
  bookmarks,
  readers,
  readerInUse,
  protectedReader,
  remoteSession,
  extensionVersion,
  securityModule,
  proxy,
  siteCertificate,
  clock,
  cardStatus,
  localNetwork,
  lineAndInternet,
  downloads,
]
