import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FUNCTIONS } from '../../../contracts/functions/functions';
import { IMAGE_LAYOUT } from '../../../contracts/functions/image-layout';

const dockerfile = readFileSync(join(__dirname, '../../../images/verifier/Dockerfile'), 'utf8');
const finalStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));

describe("the verifier's image", () => {
  it.each([IMAGE_LAYOUT.notation, IMAGE_LAYOUT.plugin, IMAGE_LAYOUT.rootCertificate])('holds %s', (path) => {
    expect(finalStage).toMatch(new RegExp(`^COPY .* ${path.replaceAll('.', '\\.')}$`, 'm'));
  });

  it('has the plugin where notation finds it', () => {
    const name = 'com.amazonaws.signer.notation.plugin';
    expect(IMAGE_LAYOUT.plugin).toBe(`${IMAGE_LAYOUT.libexec}/plugins/${name}/notation-${name}`);
  });

  it.each(FUNCTIONS)('runs the function %s by the name of its entry', (name) => {
    expect(IMAGE_LAYOUT.entry(name)).toMatch(new RegExp(`/${name}\\.js$`));
    expect(IMAGE_LAYOUT.command(name)).toBe(`${name}.handler`);
  });
});
