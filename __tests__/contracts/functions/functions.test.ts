import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FUNCTIONS, functionEntry } from '../../../contracts/functions/functions';

describe('FUNCTIONS', () => {
  it('names exactly the files in functions/', () => {
    const folder = join(__dirname, '../../../functions');
    const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
    expect(FUNCTIONS.map(functionEntry).sort()).toEqual(files.map((file) => `functions/${file}`).sort());
  });
});
