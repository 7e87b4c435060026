/** Lets `node --require` run the TypeScript of this repository, decorators and their metadata included. */
process.env.SWC_NODE_PROJECT ??= require('node:path').join(__dirname, '..', 'tsconfig.json');
require('@swc-node/register');
