import { classifyAddress, mayConnect, mayContact } from '../../../../adapters/registry/http/address-rules';

describe('classifyAddress', () => {
  it.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.255.255', 'loopback'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['64:ff9b::7f00:1', 'loopback'],
    ['0.0.0.0', 'special'],
    ['169.254.169.254', 'special'],
    ['169.254.170.2', 'special'],
    ['::ffff:169.254.169.254', 'special'],
    ['fd00:ec2::254', 'special'],
    ['fe80::1', 'special'],
    ['fe80::1%eth0', 'special'],
    ['224.0.0.1', 'special'],
    ['255.255.255.255', 'special'],
    ['::', 'special'],
    ['::7f00:1', 'special'],
    ['ff02::1', 'special'],
    ['registry.example', 'special'],
    ['', 'special'],
    ['10.0.0.1', 'private'],
    ['100.64.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.0.1', 'private'],
    ['::ffff:10.0.0.1', 'private'],
    ['64:ff9b::a00:1', 'private'],
    ['fc00::1', 'private'],
    ['fd12:3456::1', 'private'],
    ['2002:7f00:1::', 'private'],
    ['172.32.0.1', 'public'],
    ['100.128.0.1', 'public'],
    ['93.184.215.14', 'public'],
    ['2600:9000::1', 'public'],
    ['64:ff9b::5db8:d70e', 'public'],
    ['::ffff:93.184.215.14', 'public'],
  ])('calls %s %s', (address, expected) => {
    expect(classifyAddress(address)).toBe(expected);
  });
});

describe('mayConnect', () => {
  it.each([
    ['named', ['public', 'private']],
    ['public', ['public']],
    ['loopback', ['loopback']],
  ] as const)('lets a %s request reach addresses that are %j', (reach, expected) => {
    const addresses = ['93.184.215.14', '10.0.0.1', '169.254.169.254', '127.0.0.1'];
    expect(addresses.filter((address) => mayConnect(address, reach)).map(classifyAddress)).toEqual(expected);
  });
});

describe('mayContact', () => {
  it.each([
    ['https://registry.example/', true, true],
    ['https://registry.internal/', true, false],
    ['https://registry/', true, false],
    ['https://printer.local/', true, false],
    ['https://localhost/', false, false],
    ['https://a.localhost/', false, false],
    ['https://localhost./', false, false],
    ['https://localhost.localdomain/', false, false],
    ['https://notlocalhost.example/', true, true],
    ['https://10.0.0.1/', true, false],
    ['https://127.1/', false, false],
    ['https://[::ffff:10.0.0.1]/', true, false],
  ])('decides on %s by its host alone', (url, named, isPublic) => {
    expect([mayContact(new URL(url), 'named'), mayContact(new URL(url), 'public')]).toEqual([named, isPublic]);
  });
});
