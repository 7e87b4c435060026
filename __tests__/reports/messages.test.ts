import { inspect } from 'node:util';
import { InvalidArgumentError } from '../../src/errors';
import { Predict } from '../../src/modules';
import { Example } from '../../src/primitives';
import { Image } from '../../src/types';
import { itShows } from '../support/report-cases';

const large = `data:image/png;base64,${'A'.repeat(10_000)}`;

describe('a picture', () => {
  itShows('b030', 'can be printed whatever its address is', () => {
    for (const url of ['https://files.example/base64/pic.png', large, 'gs://bucket/a,b;base64']) {
      const image = new Image(url);
      expect(inspect(image).length).toBeLessThan(200);
      expect(String(image).length).toBeLessThan(200);
      expect(JSON.parse(JSON.stringify({ image }))).toEqual({ image: { url } });
      expect(
        new InvalidArgumentError('x', { found: String(image), expected: 'another.' }).message.length,
      ).toBeLessThan(500);
    }
  });

  itShows('b030', 'is printed in short inside other values and errors', async () => {
    const example = Example.from({ picture: new Image(large), n: 1 });
    expect(inspect(example).length).toBeLessThan(400);
    const error: unknown = await new Predict('picture: integer -> answer')
      .call({ picture: new Image(large) as never })
      .catch((thrown: unknown) => thrown);
    expect((error as Error).message.length).toBeLessThan(1000);
  });

  itShows('b030', 'is refused when it is no address', () => {
    for (const url of ['data:image/png;base64', 'data:,', '', 'pic.png', undefined]) {
      expect(() => new Image(url as string)).toThrow(InvalidArgumentError);
    }
  });
});
