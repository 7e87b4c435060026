/** `README.md` of a new project. */
export function readme(name: string): string {
  return `# ${name}

A program that routes support tickets, made with [DSPEx](https://www.npmjs.com/package/dspex). It works without a key: a small model in the
process answers then. Set \`OPENAI_API_KEY\` or \`ANTHROPIC_API_KEY\` for a real one.

\`\`\`sh
npm install
npm start                  # asks the program one question
npm start -- "The app crashes when I save"
npm test                   # checks types and runs the tests, offline
npm run eval               # how good is it on data/dev.jsonl?
npm run compile            # learns from data/train.jsonl, and writes compiled.json
npm run eval -- --load compiled.json
npx dspex compare compiled.json   # before and after, on the same rows
npx dspex render --input ticket="I was charged twice"   # the exact prompt
\`\`\`

- \`src/program.ts\`: what goes in, what comes out, and the steps between.
- \`src/model.ts\`: which model answers.
- \`dspex.config.ts\`: what the command \`dspex\` works with.
- \`data/\`: rows to learn from and rows to measure on. Put your own there.
`;
}
