import { sha256 } from '../../../contracts/schema/sha256';

describe('sha256', () => {
  it.each([['abc'], [Buffer.from('abc')]])('hashes text and bytes alike', (content) => {
    // https://www.di-mgt.com.au/sha_testvectors.html
    expect(sha256(content)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
