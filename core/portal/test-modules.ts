/** 測試機構, of whom the published test modules are. No institution has these codes. */
export const testModuleInstitutions = ['7777777777', '8888888888', '9999999999'] as const

/**
 * The opening code of every test module, as people type it: published, so that whoever writes software can use them. It opens
 * test modules and nothing else; `npm run sam -- test-modules` makes them with it.
 */
export const testModuleSecret = '9S44-J82M-8N9N-882D-9X25-AK25-470W'
