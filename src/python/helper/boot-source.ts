/**
 * What Python is begun with (`python -u -c …`): runs on any Python, refuses those that are too old, and runs the helper, which comes
 * as the first line of its input. So no file of ours has to be found, and lists of processes stay readable.
 */
export const BOOT_SOURCE = `
import json, os, sys
reader = os.fdopen(3, 'rb')
config = json.loads(reader.readline().decode('utf-8'))
if tuple(sys.version_info[:2]) < (3, 8):
    found = '%d.%d.%d' % tuple(sys.version_info[:3])
    os.write(4, ('{"type": "unusable", "kind": "version", "found": "%s"}\\n' % found).encode('utf-8'))
    os._exit(3)
exec(compile(config.pop('source'), '<dspex>', 'exec'), {'__name__': '<dspex>', 'reader': reader, 'config': config})
`.trim();
