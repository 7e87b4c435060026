/** A worker process of the benchmark: tells its parent when it takes units. */
const { runWorker } = require('dspex/distributed');

const [connection, file, concurrency] = process.argv.slice(2);
runWorker({
  connection,
  module: file,
  concurrency: Number(concurrency),
  onEvent: ({ type }) => type === 'ready' && process.send(type),
});
