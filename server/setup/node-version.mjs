// The first thing both commands of the README do: a clear sentence instead of a syntax error deep in a package.

/** Ends a program that cannot do its work with one sentence instead of a stack. */
export function tellAndEnd(error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

const lowest = [20, 19]

export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > lowest[0] || (major === lowest[0] && minor >= lowest[1])) return
  console.error(
    `Node ${lowest.join('.')} or later is needed; this is ${process.versions.node}. See https://nodejs.org/`,
  )
  process.exit(1)
}
