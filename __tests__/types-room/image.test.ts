import { inspect } from 'node:util';
import { InvalidArgumentError } from '../../src/errors';
import { Image } from '../../src/types';

describe('an image', () => {
  it('is printed in short and written in full', () => {
    const url = `data:image/png;base64,${'A'.repeat(10_000)}`;
    const image = new Image(url);
    expect(inspect({ image }).length).toBeLessThan(200);
    expect(`${String(image)}`).toMatch(/^Image\(data:image\/png;base64,A+…/);
    expect(JSON.parse(JSON.stringify(image))).toEqual({ url });
  });

  it('says its media type when it carries its bytes', () => {
    expect(Image.toParts(Image.fromBytes(new Uint8Array([1, 2, 3]), 'image/png'))).toEqual([
      { type: 'image', source: { kind: 'base64', data: 'AQID' }, mediaType: 'image/png' },
    ]);
    expect(Image.toParts(new Image('https://a.example/x.png'))).toEqual([
      { type: 'image', source: { kind: 'url', url: 'https://a.example/x.png' } },
    ]);
  });

  it.each(['data:image/png;base64', 'pic.png', '/etc/passwd', 'file:///etc/passwd', ''])(
    'refuses %j',
    (url) => {
      expect(() => new Image(url)).toThrow(InvalidArgumentError);
    },
  );
});
