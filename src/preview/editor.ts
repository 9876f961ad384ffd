/** Opens a file of the report in its author's editor. */
import { join } from 'node:path'
import launch from 'launch-editor'

/** An editor that cannot be started says so within this time, in ms. */
const PATIENCE = 400

/**
 * Asks the editor that runs on the machine, or the one that LAUNCH_EDITOR, VISUAL or EDITOR names.
 *
 * @param path Inside the root.
 * @param line 1-based, as is the column.
 * @returns Why it was not opened; null where it was.
 */
export function openInEditor(
  root: string,
  path: string,
  line: number,
  column: number,
): Promise<string | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), PATIENCE)
    launch(`${join(root, path)}:${line}:${column}`, (_, why) => {
      clearTimeout(timer)
      resolve(why || 'no editor was found: set LAUNCH_EDITOR, for example to `code`')
    })
  })
}
