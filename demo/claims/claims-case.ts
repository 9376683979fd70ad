import type { ClaimsFileName } from '../../core/claims/file-name.ts'
import type { Seeded } from './seeded.ts'

/** A record's fields by their numbers; what is not there is not written. */
export type Fields = Record<string, string>

export interface InventedCase {
  readonly fields: Fields
  readonly orders: Fields[]
}

/** What a file is made for. */
export type ClaimsFacts = ClaimsFileName

/**
 * What a stated number is made from the right one: itself, but where a mistake is wanted. What is worked out from it later
 * starts from what is stated.
 */
export type State = (field: string, right: number) => string

/** 總表段's sums, as the cases are added. */
export interface Sums {
  add(claimsCase: InventedCase): void
  fields(state: State): Fields
}

/** How claims of a kind are invented. */
export interface Inventor {
  /** A case as it is before anything is added up. */
  draw(random: Seeded, facts: ClaimsFacts): InventedCase
  /** One that no rule makes an exception of: where a mistake is planted. */
  isPlain(claimsCase: InventedCase): boolean
  /** Its orders' points and its own sums. */
  addUp(claimsCase: InventedCase, state: State): void
  begin(facts: ClaimsFacts): Fields
  sums(facts: ClaimsFacts): Sums
}

/** As a whole number of units of so many decimals. */
const units = (text: string, decimals: number): number => Math.round(Number(text) * 10 ** decimals)

/** Quantity (one decimal) times price (two) times per cent (two), halves rounded up. */
export function pointsOf(quantity: string, price: string, percent = '100'): number {
  const [a, b, c] = [units(quantity, 1), units(price, 2), units(percent, 2)]
  if (a * b * c < Number.MAX_SAFE_INTEGER / 2) return Math.floor((a * b * c + 5_000_000) / 10_000_000)
  return Number((BigInt(a) * BigInt(b) * BigInt(c) + 5_000_000n) / 10_000_000n)
}

/** 0 for what is no number: a mistake that was wanted. */
export const numberOf = (fields: Fields, id: string): number => Number(fields[id] ?? 0) || 0

/** The sum of a field over the orders of a type. */
export const ordersOf = (
  { orders }: InventedCase,
  { type, points }: { readonly type: string; readonly points: string },
  code: string,
): number => orders.reduce((sum, order) => (order[type] === code ? sum + numberOf(order, points) : sum), 0)

/** Count and points by column; empty columns are left out. */
export class Columns {
  readonly #values = new Map<string, number>()

  add(field: string, value: number): void {
    this.#values.set(field, (this.#values.get(field) ?? 0) + value)
  }

  get(field: string): number {
    return this.#values.get(field) ?? 0
  }

  has(field: string): boolean {
    return this.#values.has(field)
  }
}
