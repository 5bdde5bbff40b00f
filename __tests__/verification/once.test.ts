import { once } from '../../verification';

describe('once', () => {
  it('makes nothing before the first use, and the same thing afterwards', () => {
    const make = jest.fn((): number | undefined => undefined);
    const get = once<number | undefined>(make);
    expect(make).not.toHaveBeenCalled();
    expect([get(), get()]).toEqual([undefined, undefined]);
    expect(make).toHaveBeenCalledTimes(1);
  });
});
