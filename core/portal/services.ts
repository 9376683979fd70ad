import { type CatalogueCode, catalogueCodes, entriesBelow, isWithin } from './catalogue.ts'
import { type InstitutionType, institutionTypeCodes } from './institution-types.ts'
import { type Platform, portalCodes } from './platforms.ts'

/** What an institution applies for and grants as one. */
export interface ServiceRow {
  readonly platforms: readonly Platform[]
  /** The kinds of institution that may apply. */
  readonly institutions: readonly InstitutionType[]
  /** Entries outside its own that come with it, and are never applied for or granted alone. */
  readonly brings?: readonly CatalogueCode[]
}

const everybody = institutionTypeCodes
const vpnOnly = ['vpn'] as const
const prescribers = ['hospital', 'clinic', 'dental-clinic', 'chinese-medicine-clinic', 'health-station'] as const
const treating = [...prescribers, 'therapy', 'midwifery', 'home-nursing', 'care-institution'] as const

/**
 * 健保服務, by the catalogue entry that it opens with all below it. The public seeds name no table of who may apply for what:
 * which kinds of institution stand in a row is this product's reading, for the agency to correct here.
 */
export const services = {
  'A.01': { platforms: portalCodes, institutions: everybody, brings: ['A.02'] },
  'A.01.03': { platforms: vpnOnly, institutions: everybody },
  'A.03': { platforms: portalCodes, institutions: ['care-institution', 'home-nursing', 'hospital', 'clinic'] },
  'A.04': { platforms: portalCodes, institutions: ['hospital', 'chinese-medicine-clinic'] },
  'A.05': { platforms: portalCodes, institutions: prescribers },
  'A.06': { platforms: portalCodes, institutions: ['hospital'] },
  'A.07': { platforms: portalCodes, institutions: everybody },
  'B.01': { platforms: portalCodes, institutions: prescribers },
  'B.02': { platforms: portalCodes, institutions: ['hospital'] },
  'B.03': { platforms: portalCodes, institutions: ['hospital'] },
  'B.04': { platforms: portalCodes, institutions: ['hospital', 'clinic', 'health-station'] },
  'B.05': { platforms: portalCodes, institutions: ['hospital', 'dental-clinic'] },
  'B.06': { platforms: portalCodes, institutions: [...prescribers, 'pharmacy'] },
  'B.07': { platforms: portalCodes, institutions: treating },
  C: { platforms: portalCodes, institutions: everybody },
  D: { platforms: portalCodes, institutions: treating },
  E: { platforms: portalCodes, institutions: everybody },
  F: { platforms: portalCodes, institutions: treating },
  G: { platforms: portalCodes, institutions: [...prescribers, 'home-nursing', 'pharmacy'] },
  H: { platforms: vpnOnly, institutions: everybody },
  I: { platforms: portalCodes, institutions: [...prescribers, 'laboratory', 'radiology'] },
  J: { platforms: vpnOnly, institutions: everybody },
  K: { platforms: portalCodes, institutions: everybody },
  L: { platforms: portalCodes, institutions: [...prescribers, 'pharmacy'] },
  M: { platforms: portalCodes, institutions: everybody },
  N: { platforms: portalCodes, institutions: ['hospital', 'clinic', 'health-station'] },
} as const satisfies Partial<Record<CatalogueCode, ServiceRow>>

export type ServiceCode = keyof typeof services

export const serviceCodes = Object.keys(services) as ServiceCode[]

export const isServiceCode = (code: string): code is ServiceCode => Object.hasOwn(services, code)

const serviceRow = (service: ServiceCode): ServiceRow => services[service]

/** Entries that come with a service, and are never applied for or granted alone. */
export const broughtBy = (service: ServiceCode): readonly CatalogueCode[] => serviceRow(service).brings ?? []

/** 健保服務申請作業 lists these for an institution of this kind. */
export const servicesFor = (type: InstitutionType, platform: Platform): ServiceCode[] =>
  serviceCodes.filter((code) => {
    const { institutions, platforms } = serviceRow(code)
    return institutions.includes(type) && platforms.includes(platform)
  })

/** The entries without others below them that a service opens: what a person finds in the menu. */
export function functionsOf(service: ServiceCode): CatalogueCode[] {
  const brings = broughtBy(service)
  return catalogueCodes.filter(
    (code) =>
      entriesBelow(code).length === 0 &&
      (serviceOf(code) === service || brings.some((brought) => isWithin(code, brought))),
  )
}

/** The service that opens an entry: the nearest one above it. */
function serviceOf(code: CatalogueCode): ServiceCode | undefined {
  return serviceCodes.findLast((service) => isWithin(code, service))
}
