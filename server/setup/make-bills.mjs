import { billOfMaterials } from './bill-of-materials.mjs'
import { bundledPackages } from './bundled-packages.mjs'

/**
 * What is handed over: the parts of the build that it consists of, and the packages that it finds by `createRequire` when it
 * runs, of which the bundler knows nothing.
 */
export const products = {
  server: { names: ['server', 'render'], required: ['@expo-google-fonts/noto-sans-tc', 'koffi'] },
  web: { names: ['web', 'support'], required: [] },
  extension: { names: ['extension'], required: [] },
  'native-host': { names: ['native-host'], required: [] },
}

/** The bill of each product; `lock` are the packages of the lock file. */
export async function makeBills(lock) {
  const { version } = lock['']
  const bills = {}
  for (const [product, { names, required }] of Object.entries(products)) {
    const found = []
    for (const name of names) found.push(await bundledPackages(name))
    const inside = [...new Set(found.flatMap((one) => one.inside))]
    const beside = [
      ...new Set([...found.flatMap((one) => one.beside), ...required.map((name) => `node_modules/${name}`)]),
    ]
    bills[product] = billOfMaterials({ product: `nhi-portal-${product}`, version, inside, beside }, lock)
  }
  return bills
}
