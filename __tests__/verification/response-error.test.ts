import { ResponseError, toCause } from '../../verification';

describe('ResponseError', () => {
  it('has its own name and keeps its cause', () => {
    const cause = new Error('no');
    expect(new ResponseError('a response failed', { cause })).toMatchObject({ name: 'ResponseError', cause });
  });
});

describe('toCause', () => {
  it.each([new Error('no'), 'a text', undefined])('returns a single failure as it is: %s', (failure) => {
    expect(toCause([failure])).toBe(failure);
  });

  it('collects several failures in their order', () => {
    const failures = [new Error('the topic is gone'), new Error('StopTask: throttled')];
    const cause = toCause(failures);
    expect(cause).toBeInstanceOf(AggregateError);
    expect(cause).toMatchObject({ message: '2 failures', errors: failures });
  });
});
