/** More texts than the product has; lists of varying length must not fill the connection's memory. */
const maximumNames = 300

/**
 * Names statements, so that one connection parses and plans each text once: embedded, that halves what a statement costs.
 * The same text has the same name; beyond `maximum` texts there are none, and a statement goes unnamed as before.
 */
export function createStatementNames(maximum = maximumNames): (text: string) => string | undefined {
  const names = new Map<string, string>()
  return (text) => {
    const known = names.get(text)
    if (known !== undefined || names.size >= maximum) return known
    const name = `s${names.size}`
    names.set(text, name)
    return name
  }
}
