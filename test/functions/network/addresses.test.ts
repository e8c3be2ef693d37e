import { isAllowedAddress, isInNetworks, parseNetworks } from '../../../functions/network/addresses';

describe('addresses of sources', () => {
  it.each(['93.184.216.34', '1.1.1.1', '2606:4700:4700::1111', '::ffff:8.8.8.8'])(
    '%s is public',
    (address) => {
      expect(isAllowedAddress(address, 80, [])).toBe(true);
    },
  );

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '198.18.0.1',
    '192.0.2.1',
    '::1',
    '::',
    'fe80::1',
    'fd00:ec2::254',
    '::ffff:127.0.0.1',
    '::ffff:169.254.169.254',
    '::127.0.0.1',
    '::ffff:0:127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::7f00:1',
    'fec0::1',
    'fe80::1%eth0',
    '5f00::1',
    '2002:7f00:1::',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2',
    'ff02::1',
    '2001:db8::1',
    'not an address',
  ])('%s is not', (address) => {
    expect(isAllowedAddress(address, 80, [])).toBe(false);
  });

  it('may be allowed by network, and by port', () => {
    const allowed = parseNetworks('10.0.0.0/8, 127.0.0.1/32:8080, fd00::/8');
    expect(isAllowedAddress('10.9.9.9', 80, allowed)).toBe(true);
    expect(isAllowedAddress('127.0.0.1', 8080, allowed)).toBe(true);
    expect(isAllowedAddress('127.0.0.1', 80, allowed)).toBe(false);
    expect(isAllowedAddress('127.0.0.2', 8080, allowed)).toBe(false);
    expect(isAllowedAddress('fd12::1', 80, allowed)).toBe(true);
    expect(isAllowedAddress('::ffff:10.1.1.1', 80, allowed)).toBe(true);
    expect(isAllowedAddress('192.168.0.1', 80, allowed)).toBe(false);
  });

  it('lie in a network at whatever port', () => {
    const networks = parseNetworks('10.0.0.0/8:80, fd00::/8');
    expect(['10.1.1.1', '::ffff:10.1.1.1', 'fd12::1'].every((one) => isInNetworks(one, networks))).toBe(true);
    expect(['11.1.1.1', '8.8.8.8', '::1', 'x'].some((one) => isInNetworks(one, networks))).toBe(false);
  });

  it.each(['10.0.0.0', 'localhost', '10.0.0.0/99', '127.0.0.1/32:http'])('%s is no network', (text) => {
    expect(() => parseNetworks(text)).toThrow(RangeError);
  });
});
