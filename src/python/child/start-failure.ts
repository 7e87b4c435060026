import type { Redact } from '../../lm';
import type { PythonError } from '../python-error';
import { PythonModuleError, PythonSyntaxError, PythonVersionError } from '../start-errors';
import type { UnusableMessage } from './messages';

/** Who could not be begun. */
export interface StartSubject {
  readonly command: string;
  readonly module: string;
  readonly folder: string;
  readonly redact: Redact;
  /** What Python printed; redacted. */
  readonly output: string;
}

/** The error for what the helper says when it cannot work. */
export function startFailure(message: UnusableMessage, subject: StartSubject): PythonError {
  const { command, module, folder, redact, output } = subject;
  switch (message.kind) {
    case 'version':
      return new PythonVersionError(command, message.found ?? 'unknown');
    case 'syntax': {
      const { file, line, text, message: problem = 'invalid syntax' } = message;
      return new PythonSyntaxError(module, { file, line, text, message: problem.replace(/ \(.*\)$/, '') });
    }
    case 'no-file':
      return new PythonModuleError(module, {
        found: `no file ${message.message}`,
        fix: `paths are relative to ${folder}; say another folder with the option \`cwd\`.`,
      });
    case 'not-found':
      return missingModule(message, subject);
    default:
      return new PythonModuleError(
        module,
        { found: redact((message.traceback ?? message.message ?? '').trim()) },
        output,
      );
  }
}

function missingModule(
  { missing = '', traceback = '' }: UnusableMessage,
  { module, command, folder, redact }: StartSubject,
): PythonModuleError {
  if (module === missing || module.startsWith(`${missing}.`)) {
    return new PythonModuleError(module, {
      found: `no module ${missing}`,
      fix: `a package is looked for in ${folder} and among what is installed for ${command}; a file is written './${module}.py'.`,
    });
  }
  return new PythonModuleError(module, {
    found: redact(traceback.trim()),
    fix: `install what has the module ${missing} for this Python, such as \`${command} -m pip install ${missing.split('.')[0]}\`.`,
  });
}
