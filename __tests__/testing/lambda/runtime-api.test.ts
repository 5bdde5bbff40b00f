import { RuntimeApi } from '../../../testing/lambda/runtime-api';

const ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:dev-launch';
const REQUEST = { requestId: 'request-1', event: { act: 'count' }, deadline: 1_700_000_000_000 };

describe('the emulated Lambda runtime API', () => {
  let api: RuntimeApi;

  const call = (path: string, init?: RequestInit): Promise<Response> =>
    fetch(`http://${api.address}/2018-06-01/runtime/${path}`, init);
  const post = (path: string, body: string): Promise<Response> => call(path, { method: 'POST', body });

  beforeEach(async () => {
    api = await RuntimeApi.start(ARN);
  });

  afterEach(() => api.stop());

  it('passes an invocation to the runtime, with its headers', async () => {
    const outcome = api.invoke(REQUEST);
    const next = await call('invocation/next');
    expect(Object.fromEntries(next.headers)).toMatchObject({
      'lambda-runtime-aws-request-id': 'request-1',
      'lambda-runtime-deadline-ms': '1700000000000',
      'lambda-runtime-invoked-function-arn': ARN,
    });
    await expect(next.json()).resolves.toEqual({ act: 'count' });
    await expect(post('invocation/request-1/response', '{"done":true}')).resolves.toMatchObject({ status: 202 });
    await expect(outcome).resolves.toEqual({ kind: 'returned', result: { done: true } });
  });

  it('lets a runtime wait for the next invocation, which shows that the function is loaded', async () => {
    const next = call('invocation/next');
    await expect(api.loaded).resolves.toBeUndefined();
    void api.invoke(REQUEST);
    await expect((await next).json()).resolves.toEqual({ act: 'count' });
  });

  it('takes an empty response for null', async () => {
    const outcome = api.invoke(REQUEST);
    await post('invocation/request-1/response', '');
    await expect(outcome).resolves.toEqual({ kind: 'returned', result: null });
  });

  it('returns the error of an invocation', async () => {
    const outcome = api.invoke(REQUEST);
    await post('invocation/request-1/error', '{"errorType":"TypeError","errorMessage":"cannot","stackTrace":[]}');
    await expect(outcome).resolves.toEqual({ kind: 'failed', error: { name: 'TypeError', message: 'cannot' } });
  });

  it('returns the error of a function that could not be loaded', async () => {
    await post('init/error', '{"errorType":"Runtime.ImportModuleError","errorMessage":"no such module"}');
    await expect(api.loaded).resolves.toEqual({ name: 'Runtime.ImportModuleError', message: 'no such module' });
  });

  it.each([
    ['a response to another invocation', 'POST', 'invocation/request-2/response', 400],
    ['a second response', 'POST', 'invocation/request-1/response', 400],
    ['an unknown path', 'GET', 'invocation/previous', 404],
    ['a response with the wrong method', 'GET', 'invocation/request-1/response', 404],
  ])('refuses %s', async (_title, method, path, status) => {
    void api.invoke(REQUEST);
    await post('invocation/request-1/response', 'null');
    await expect(call(path, { method })).resolves.toMatchObject({ status });
  });
});
