import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    testing: 'src/testing/index.ts',
    cli: 'src/cli/index.ts',
    // The command itself: `bin` of package.json.
    'cli-process': 'src/cli/bin.ts',
    datasets: 'src/datasets/index.ts',
    // Begun as a process by ProcessRunner, which finds it beside the bundle.
    'evaluation-worker': 'src/evaluate/process/worker-main.ts',
  },
  shims: true,
  format: ['esm', 'cjs'],
  platform: 'node',
  target: 'node20',
  tsconfig: 'tsconfig.build.json',
  dts: true,
  sourcemap: true,
  clean: true,
});
