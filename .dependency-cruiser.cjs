const rooms = require('./rooms.cjs');

const names = Object.keys(rooms);
names.forEach((name, index) =>
  rooms[name].forEach((above) => {
    if (names.indexOf(above) >= index)
      throw new Error(`rooms.cjs: "${name}" names "${above}", which is not above it.`);
  }),
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...names.map((name) => ({
      name: `room-${name}`,
      severity: 'error',
      comment: `src/${name} may import: ${rooms[name].join(', ') || 'nothing'}.`,
      from: { path: `^src/${name}/` },
      to: { path: '^src/', pathNot: `^src/(${[name, ...rooms[name]].join('|')})/` },
    })),
    {
      name: 'use-the-door',
      severity: 'error',
      comment: 'Enter another room through its index.ts.',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/[^/]+/', pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$'] },
    },
    {
      name: 'no-own-door',
      severity: 'error',
      comment: "Inside a room import the file, not the room's index.ts.",
      from: { path: '^src/([^/]+)/', pathNot: '^src/[^/]+/index\\.ts$' },
      to: { path: '^src/$1/index\\.ts$' },
    },
    {
      name: 'no-public-index',
      severity: 'error',
      comment: 'Nothing under src/ imports the public index.',
      from: { path: '^src/' },
      to: { path: '^src/index\\.ts$' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Type-only cycles count.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'mapped-rooms-only',
      severity: 'error',
      comment: 'Every folder under src/ is in rooms.cjs.',
      from: { path: '^src/[^/]+/', pathNot: `^src/(${names.join('|')})/` },
      to: {},
    },
    {
      name: 'vendors-behind-their-folder',
      severity: 'error',
      comment: 'A vendor package is imported only in its own folder.',
      from: { pathNot: '^src/(lm/providers|cache)/' },
      to: { path: 'node_modules/(openai|@anthropic-ai|lmdb|keyv)/' },
    },
    {
      name: 'open-telemetry-behind-its-folder',
      severity: 'error',
      comment: 'OpenTelemetry is imported only in its own folder.',
      from: { path: '^src/', pathNot: '^src/tracing/open-telemetry/' },
      to: { path: 'node_modules/@opentelemetry/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
