import { command } from '../../command/command.ts'
import { Refusal } from '../../command/outcome.ts'
import { readSamAuthority } from '../../pki/sam-authority.ts'
import { wordsOf } from '../../run-program.ts'
import { describe } from './describe.ts'
import { parameters } from './parameters.ts'

export const show = command({
  usage: 'show --directory=<folder>',
  does: '顯示安全模組憑證機構。Reads the folder as the server would, and shows the authority; the root is what extensions pin.',
  takes: { directory: parameters.directory },
  async run({ directory }, { operator, variables }) {
    const authority = await readSamAuthority(directory, variables).catch((cause: unknown) => {
      throw new Refusal(wordsOf(cause), { cause })
    })
    operator.tell(`環境 Environment: ${authority.environment}`)
    for (const line of describe('根憑證 Root', authority.root)) operator.tell(line)
    for (const [index, certificate] of authority.issuing.entries()) {
      const what = index === 0 ? '發卡中心 Issuing authority' : '先前的發卡中心 Earlier one'
      for (const line of describe(what, certificate)) operator.tell(line)
    }
    if (!authority.issuer)
      operator.tell('無發卡金鑰 No issuing key: a server with this folder validates and does not issue.')
  },
})
