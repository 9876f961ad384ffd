/** `yanbao check` */
import { compose } from '../build.ts'
import { type Command, listMistakes, OK, reportFolder } from './command.ts'

export const checkCommand: Command = {
  operands: '[report folder]',
  summary: 'list the mistakes of a report, print nothing',
  options: {},
  async run(operands) {
    const { files } = await compose(reportFolder(operands), () => {})
    const code = listMistakes(files)
    if (code === OK) console.log('No mistakes.')
    return code
  },
}
