import { defineConfig } from 'tsdown';
import { writeEsmEntries } from './scripts/write-esm-entries.mts';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    testing: 'src/testing/index.ts',
    cli: 'src/cli/index.ts',
    // The command itself: `bin` of package.json.
    'cli-process': 'src/cli/bin.ts',
    datasets: 'src/datasets/index.ts',
    retrievers: 'src/retrievers/backends/index.ts',
    distributed: 'src/distributed/index.ts',
    web: 'src/web/index.ts',
    python: 'src/python/index.ts',
    nestjs: 'src/nestjs/index.ts',
    jest: 'src/jest/index.ts',
    // Begun as a process by ProcessRunner, which finds it beside the bundle.
    'evaluation-worker': 'src/evaluate/process/worker-main.ts',
  },
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  tsconfig: 'tsconfig.build.json',
  dts: true,
  // The declarations carry the docstrings; in the code they would only be read, at each start.
  outputOptions: { comments: { jsdoc: false } },
  sourcemap: true,
  clean: true,
  onSuccess: () => writeEsmEntries(import.meta.dirname),
});
