import { type Language, say } from '../../../core/i18n/text.ts'
import {
  catalogue,
  type CatalogueCode,
  catalogueCodes,
  entriesBelow,
  isWithin,
  parentOf,
} from '../../../core/portal/catalogue.ts'
import type { ServiceCode } from '../../../core/portal/services.ts'

export const serviceName = (service: CatalogueCode, language: Language): string => say(catalogue[service], language)

export const serviceNames = (services: readonly CatalogueCode[], language: Language): string =>
  services.map((service) => serviceName(service, language)).join(language === 'en' ? ', ' : '、')

export interface ServiceGroup<T> {
  /** Undefined for the categories that are a service each, as a whole. */
  readonly category: CatalogueCode | undefined
  readonly services: readonly T[]
}

/** Services under the categories of the menu, in its order, then the categories that are a service each. */
export function groupServices<T>(services: readonly T[], codeOf: (service: T) => ServiceCode): ServiceGroup<T>[] {
  const inOrder = services.toSorted((a, b) => catalogueCodes.indexOf(codeOf(a)) - catalogueCodes.indexOf(codeOf(b)))
  const isCategory = (service: T) => parentOf(codeOf(service)) === undefined
  return [
    ...entriesBelow().map((category) => ({
      category,
      services: inOrder.filter((service) => isWithin(codeOf(service), category) && !isCategory(service)),
    })),
    { category: undefined, services: inOrder.filter(isCategory) },
  ].filter(({ services }) => services.length > 0)
}

const others = { zhTW: '其他類別', en: 'Other categories' }

export const groupName = ({ category }: Pick<ServiceGroup<unknown>, 'category'>, language: Language): string =>
  category ? serviceName(category, language) : say(others, language)
