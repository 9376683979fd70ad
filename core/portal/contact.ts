/** A telephone number as people write it, with an extension; empty where it was not told. */
export const phonePattern = /^[\d()+#\- ]{0,30}$/

/** An address that mail can be sent to. */
export const emailPattern =
  /^(?!\.)(?!.*\.\.)([A-Za-z0-9_'+\-.]*)[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/

/** A telephone number that must be told: six digits at least, so that it is one. */
export const neededPhonePattern = /^(?=(?:\D*\d){6})[\d()+#\- ]{6,30}$/

/** 行動電話, as people write it: ten digits from 09 on; empty where it was not told. */
export const mobilePattern = /^(?:09(?:[- ]?\d){8})?$/
