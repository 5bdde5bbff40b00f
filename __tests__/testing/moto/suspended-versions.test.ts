import { suspendedVersions } from '../../../testing/moto/gaps/suspended-versions';
import { toMotoCall } from '../../../testing/moto/moto-call';

const authorization =
  'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=0';

describe('suspendedVersions', () => {
  const gap = suspendedVersions();
  const passedOn: string[] = [];

  const send = async (method: string, path: string, body = ''): Promise<string> => {
    const call = toMotoCall({ method, path, headers: { authorization }, body: Buffer.from(body) });
    const response = await gap(call, async () => {
      passedOn.push(`${method} ${path}`);
      return { status: 200, headers: {}, body: Buffer.from('from moto') };
    });
    return response.body.toString();
  };

  const put = (status: string): Promise<string> =>
    send('PUT', '/reports?versioning', `<VersioningConfiguration><Status>${status}</Status></VersioningConfiguration>`);

  it('keeps from moto that the versioning of a bucket is suspended, and answers so itself', async () => {
    await put('Suspended');
    expect(await send('GET', '/reports?versioning')).toContain('<Status>Suspended</Status>');
    expect(passedOn).toEqual([]);
  });

  it('asks moto about other buckets, and about everything but versioning', async () => {
    expect(await send('GET', '/trust?versioning')).toBe('from moto');
    expect(await send('GET', '/reports?policy')).toBe('from moto');
  });

  it('passes on to moto that the versioning is enabled again', async () => {
    expect(await put('Enabled')).toBe('from moto');
    expect(await send('GET', '/reports?versioning')).toBe('from moto');
  });
});
