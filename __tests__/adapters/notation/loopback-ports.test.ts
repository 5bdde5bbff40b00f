import { Server } from 'node:net';
import { loopbackRegistry } from '../../../adapters/notation/loopback-registry';
import { anEnvelope, IMAGE, toFetched } from '../../support/notation/a-signature';

const realListen = Server.prototype.listen;

/** What goes wrong when a server listens on the second address, in this order. */
let failures: string[];
let registry = loopbackRegistry();

beforeEach(() => {
  failures = [];
  jest.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server, ...args: unknown[]) {
    const [{ host }] = args as [{ readonly host: string }];
    const code = host === '127.0.0.2' ? failures.shift() : undefined;
    if (code === undefined) {
      Reflect.apply(realListen, this, args);
      return this;
    }
    process.nextTick(() => this.emit('error', Object.assign(new Error('listen'), { code })));
    return this;
  });
});

afterEach(async () => {
  jest.restoreAllMocks();
  await registry.close();
});

const serve = async () => {
  registry = loopbackRegistry(async () => ['127.0.0.1', '127.0.0.2']);
  return registry.serve({ ...toFetched(await anEnvelope()), image: IMAGE });
};

const isServed = (reference: string, address: string): Promise<boolean> =>
  fetch(`http://${address}:${/:([0-9]+)/.exec(reference)?.[1] ?? ''}/`).then(
    ({ status }) => status === 404,
    () => false,
  );

describe('loopbackRegistry, when it cannot listen on an address', () => {
  it('leaves out one that does not exist here, as ::1 without IPv6', async () => {
    failures = ['EADDRNOTAVAIL'];
    const { reference } = await serve();
    await expect(isServed(reference, '127.0.0.1')).resolves.toBe(true);
    await expect(isServed(reference, '127.0.0.2')).resolves.toBe(false);
  });

  it('tries another port when its port is taken', async () => {
    failures = ['EADDRINUSE', 'EADDRINUSE'];
    const { reference } = await serve();
    await expect(isServed(reference, '127.0.0.1')).resolves.toBe(true);
    await expect(isServed(reference, '127.0.0.2')).resolves.toBe(true);
  });

  it.each([
    ['no port is free on all of them', Array<string>(5).fill('EADDRINUSE'), 'no port on localhost: EADDRINUSE'],
    ['no more files can be opened', ['EMFILE'], 'no port on localhost: EMFILE'],
  ])('rejects when %s', async (_, codes, message) => {
    failures = codes;
    await expect(serve()).rejects.toMatchObject({ name: 'LoopbackRegistryError', message });
  });
});
