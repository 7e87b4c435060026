/** A program whose model takes 200 ms. */
const { setTimeout: sleep } = require('node:timers/promises');
const { configure, exactMatch, Predict, Module } = require('dspex');
const { MockLM } = require('dspex/testing');

configure({
  lm: new MockLM(async () => {
    await sleep(200);
    return '[[ ## answer ## ]]\nParis\n\n[[ ## completed ## ]]';
  }),
});

exports.program = class Capital extends Module {
  ask = new Predict('question -> answer');

  async forward(inputs) {
    return this.ask.call(inputs);
  }
};
exports.metric = exactMatch('answer');
