import { z } from 'zod'

// zod otherwise probes `new Function` for each form that it is told of, which the extension's policy forbids and reports. So
// this is the first that an entry imports.
z.config({ jitless: true })
